"""Indexes for the list of one kind of matter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies = [("cases", "0008_figure_counts")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["kind", "due_at", "id"], name="case_kind_open", condition=models.Q(("closed_at", None))
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["kind", "-opened_at", "-id"], name="case_kind_newest"),
        ),
    ]
