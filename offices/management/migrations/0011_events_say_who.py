"""Who planned, noted or drafted stands in the event of the step, which is what keeps two people apart."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('office_management', '0010_results_of_appraisal'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='actionpart',
            name='noted_by',
        ),
        migrations.RemoveField(
            model_name='branchappraisal',
            name='drafted_by',
        ),
        migrations.RemoveField(
            model_name='jointaction',
            name='planned_by',
        ),
        migrations.RemoveField(
            model_name='supervisionslip',
            name='noted_by',
        ),
    ]
