"""The day of a consent on paper is asked for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office_service', '0028_no_figure_below_zero'),
    ]

    operations = [
        migrations.AlterField(
            model_name='aidapplication',
            name='consent_on',
            field=models.DateField(blank=True, help_text='The day on the paper, if it was signed before today.', null=True, verbose_name='consent to the means check given on'),
        ),
    ]
