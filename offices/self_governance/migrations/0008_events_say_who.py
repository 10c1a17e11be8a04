"""Who checked stands in the event of the step, which is what keeps two people apart."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('office_self_governance', '0007_published'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='ownersfiling',
            name='checked_by',
        ),
        migrations.RemoveField(
            model_name='proofrequest',
            name='checked_by',
        ),
    ]
