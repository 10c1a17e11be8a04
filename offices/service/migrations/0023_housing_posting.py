"""How long an approved housing application is posted at least: a figure of administrators."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office_service", "0022_aid_not_below_zero")]

    operations = [
        migrations.AlterModelOptions(
            name="aidrules",
            options={
                "verbose_name": "rules for assistance and housing",
                "verbose_name_plural": "rules for assistance and housing",
            },
        ),
        migrations.AddField(
            model_name="aidrules",
            name="housing_days",
            field=models.PositiveSmallIntegerField(
                default=7,
                help_text="Calendar days, the first and the last included. Confirm the figure before it is relied on.",
                validators=[MinValueValidator(1), MaxValueValidator(60)],
                verbose_name="days for which a housing application is posted at least",
            ),
        ),
    ]
