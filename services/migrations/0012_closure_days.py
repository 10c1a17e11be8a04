"""The days of a closure lie in the years of the calendar."""

import caojiadu.core.cases.forms
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0011_forms_to_download'),
    ]

    operations = [
        migrations.AlterField(
            model_name='closure',
            name='first_on',
            field=models.DateField(validators=[caojiadu.core.cases.forms.in_our_time], verbose_name='first day'),
        ),
        migrations.AlterField(
            model_name='closure',
            name='last_on',
            field=models.DateField(validators=[caojiadu.core.cases.forms.in_our_time], verbose_name='last day'),
        ),
    ]
