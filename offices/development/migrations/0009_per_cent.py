"""Per cent are a hundred at most."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office_development', '0008_closure_grounds'),
    ]

    operations = [
        migrations.AlterField(
            model_name='culturalperformance',
            name='satisfied',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='satisfied (%)'),
        ),
        migrations.AlterField(
            model_name='scienceactivity',
            name='understood',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='questions answered rightly afterwards (%)'),
        ),
        migrations.AlterField(
            model_name='sponsoredproject',
            name='satisfied',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='satisfied (%)'),
        ),
    ]
