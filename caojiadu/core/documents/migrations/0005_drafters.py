"""Who wrote any version of a paper; of those that are still open, the last writer is known."""

import django.contrib.postgres.fields
from django.db import migrations, models


FILL = """
UPDATE documents_paper SET drafters = ARRAY[drafted_by_id]
WHERE state IN ('drafted', 'checked') AND drafted_by_id IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_taken_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='drafters',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
