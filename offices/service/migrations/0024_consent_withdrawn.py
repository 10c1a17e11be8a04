"""Withdrawing empties the day of the consent in a household's entry; of the same day it would count as given anew.

An amount below zero from before is left for its next change, as in 0022.
"""

from django.db import migrations
from django.db.models import Exists, OuterRef


def empty(apps, _schema):
    withdrawn = apps.get_model("office_service", "AssistanceReview").objects.filter(
        household=OuterRef("pk"), cause="ended", begun_on=OuterRef("consent_on")
    )
    households = apps.get_model("office_service", "AssistedHousehold").objects
    households.filter(Exists(withdrawn), monthly__gte=0).update(consent_on=None)


class Migration(migrations.Migration):
    dependencies = [("office_service", "0023_housing_posting")]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
