"""Who filed, drafted, replied or put right stands in the event of the step, which keeps two people apart."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('office_party_administration', '0011_stepping_aside'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='accountsrelease',
            name='drafted_by',
        ),
        migrations.RemoveField(
            model_name='auditfinding',
            name='done_by',
        ),
        migrations.RemoveField(
            model_name='deputysuggestion',
            name='replied_by',
        ),
        migrations.RemoveField(
            model_name='expenseclaim',
            name='filed_by',
        ),
        migrations.RemoveField(
            model_name='secrecywork',
            name='put_right_by',
        ),
    ]
