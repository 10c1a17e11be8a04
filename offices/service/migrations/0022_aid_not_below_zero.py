"""No amount of aid below zero, from now on: one that was written down before is told at its next change, and does not
stop the upgrade.
"""

import django.core.validators
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_by_link'),
        ('office_service', '0021_rechecks_without_consent'),
        ('registers', '0008_entered_by_the_portal'),
    ]

    operations = [
        migrations.AlterField(
            model_name='assistancereview',
            name='new_monthly',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount of aid is not below zero.')], verbose_name='new aid a month (yuan)'),
        ),
        migrations.AlterField(
            model_name='assistedhousehold',
            name='monthly',
            field=models.DecimalField(decimal_places=2, help_text='Medical assistance: the whole sum, paid once.', max_digits=9, validators=[django.core.validators.MinValueValidator(0, 'An amount of aid is not below zero.')], verbose_name='aid a month (yuan)'),
        ),
        AddConstraintNotValid(
            model_name='assistancereview',
            constraint=models.CheckConstraint(condition=models.Q(('new_monthly__gte', 0)), name='new_aid_not_below_zero', violation_error_message='An amount of aid is not below zero.'),
        ),
        AddConstraintNotValid(
            model_name='assistedhousehold',
            constraint=models.CheckConstraint(condition=models.Q(('monthly__gte', 0)), name='aid_not_below_zero', violation_error_message='An amount of aid is not below zero.'),
        ),
    ]
