"""No price of a service order below zero."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office_service', '0026_roll_month_written'),
    ]

    operations = [
        migrations.AlterField(
            model_name='lifeorder',
            name='price',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='price paid (yuan)'),
        ),
    ]
