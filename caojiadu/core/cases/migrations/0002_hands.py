from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whose hand is in a matter. `load_official_lists` fills it for what is open (`mark_hands`)."""

    atomic = False
    dependencies = [("cases", "0001_start")]
    operations = [
        migrations.AddField(
            model_name="case",
            name="hands",
            field=ArrayField(base_field=models.BigIntegerField(), db_default=[], default=list, editable=False),
        ),
        AddIndexConcurrently(
            model_name="case",
            index=GinIndex(fields=["hands", "barred"], condition=models.Q(closed_at=None), name="case_kept_out"),
        ),
    ]
