"""A month is written in one way, from now on: a roll of before does not stop the upgrade, it is told at its next change.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_by_link'),
        ('office_service', '0025_overpaid_months'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='aidroll',
            constraint=models.CheckConstraint(condition=models.Q(('turn', None), ('month__regex', '^[0-9]{4}-[0-9]{2}$'), _connector='OR'), name='aid_roll_month_written', violation_error_message='Write year and month, such as 2026-12.'),
        ),
    ]
