"""Who settled a joint case stands in the event of the step, which is what keeps two people apart."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('office_security', '0012_day_of_inspection'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='jointcase',
            name='done_by',
        ),
    ]
