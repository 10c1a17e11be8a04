from pathlib import Path

from django.db import migrations, models

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    """Sums of open matters, kept by a trigger and filled from what is there."""

    dependencies = [("cases", "0003_last_change")]
    operations = [
        migrations.CreateModel(
            name="OpenCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=32)),
                ("due_at", models.DateTimeField()),
                ("number", models.IntegerField()),
            ],
            options={
                "verbose_name": "part of a sum of open matters",
                "verbose_name_plural": "parts of sums of open matters",
            },
        ),
        migrations.RunSQL(
            (HERE / "open_counts.sql").read_text("utf-8"),
            "DROP TRIGGER cases_open_count ON cases_case;"
            "DROP TRIGGER cases_open_count_changed ON cases_case;"
            "DROP FUNCTION cases_count_open",
        ),
    ]
