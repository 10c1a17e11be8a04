"""Until when a permit holds gets a field of its own: the day of the application is that of the permit that ends."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def keep_what_was_granted(apps: Any, schema_editor: Any) -> None:
    """What the grant said was written over the day of the application."""
    permits = apps.get_model("office_security", "ResidencePermit").objects.exclude(wish="register")
    granted = permits.filter(state__in=("residence_granted", "residence_done"))
    granted.update(permit_until=F("year_ends_on"))


class Migration(migrations.Migration):
    dependencies = [("office_security", "0016_applicant_words")]

    operations = [
        migrations.AddField(
            model_name="residencepermit",
            name="permit_until",
            field=models.DateField(
                blank=True,
                help_text="The end of the year of residence for which the police granted or renewed it.",
                null=True,
                verbose_name="residence permit until",
            ),
        ),
        migrations.RunPython(keep_what_was_granted, migrations.RunPython.noop),
    ]
