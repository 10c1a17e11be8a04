"""Access arrays kept by triggers; events that nobody rewrites."""

from pathlib import Path

from django.db import migrations

from caojiadu.core.audit.roles import append_only

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    """SQL beside the tables of 0001."""

    dependencies = (("cases", "0001_initial"), ("audit", "0002_roles"))
    operations = (
        migrations.RunSQL(
            (HERE / "access.sql").read_text("utf-8"),
            (HERE / "access_undo.sql").read_text("utf-8"),
        ),
        *append_only("cases_caseevent"),
    )
