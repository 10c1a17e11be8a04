"""Since when everybody reads a round; the rounds that are open now are read from their first day."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def open_rounds_are_read(apps: Any, _schema: Any) -> None:
    """What everybody can fill in has been published."""
    rounds = apps.get_model("office_management", "AppraisalRound").objects.filter(state="round_open")
    rounds.update(published_on=F("opens_on"))


class Migration(migrations.Migration):
    dependencies = [("office_management", "0009_joint_actions")]

    operations = [
        migrations.AddField(
            model_name="appraisalround",
            name="published_on",
            field=models.DateField(editable=False, null=True, verbose_name="published on"),
        ),
        migrations.RunPython(open_rounds_are_read, migrations.RunPython.noop),
    ]
