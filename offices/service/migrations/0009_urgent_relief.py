"""Consent may follow urgent relief, and items that are settled here are told of no more as to be sent home."""

from django.db import migrations, models


def count_again(apps, _editor):
    """The next run gives the entries that are there the dates they have now."""
    rules = apps.get_model("registers", "ReminderRule").objects
    rules.filter(register="items-on-behalf", key="send").update(recounted=False)


class Migration(migrations.Migration):

    dependencies = [
        ('office_service', '0008_licence_without_end'),
        ('registers', '0007_recounted'),
    ]

    operations = [
        migrations.AlterField(
            model_name='assistedhousehold',
            name='consent_on',
            field=models.DateField(blank=True, help_text='Temporary relief that is urgent comes first, the papers later.', null=True, verbose_name='consent to the means check given on'),
        ),
        migrations.RunPython(count_again, migrations.RunPython.noop),
    ]
