from pathlib import Path

from django.db import migrations, models

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    """Sums of open matters by whom they wait for, too."""

    dependencies = [("cases", "0006_indexes")]
    operations = [
        migrations.AddField(
            model_name="opencount",
            name="waiting",
            field=models.CharField(default="", max_length=10),
            preserve_default=False,
        ),
        migrations.RunSQL((HERE / "open_counts_waiting.sql").read_text("utf-8")),
    ]
