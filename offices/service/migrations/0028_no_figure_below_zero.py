"""No figure of a housing application and no disability subsidy below zero; a household has somebody in it."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office_service', '0027_price_not_below_zero'),
    ]

    operations = [
        migrations.AlterField(
            model_name='disabilitysubsidy',
            name='monthly',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='monthly subsidy granted (yuan)'),
        ),
        migrations.AlterField(
            model_name='housingcheck',
            name='declared_area',
            field=models.DecimalField(decimal_places=2, max_digits=6, validators=[django.core.validators.MinValueValidator(0)], verbose_name='living space declared (m²)'),
        ),
        migrations.AlterField(
            model_name='housingcheck',
            name='declared_assets',
            field=models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(0)], verbose_name='assets declared (yuan)'),
        ),
        migrations.AlterField(
            model_name='housingcheck',
            name='declared_income',
            field=models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='yearly income declared (yuan)'),
        ),
        migrations.AlterField(
            model_name='housingcheck',
            name='found_area',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='living space found (m²)'),
        ),
        migrations.AlterField(
            model_name='housingcheck',
            name='household_size',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='people in the household'),
        ),
    ]
