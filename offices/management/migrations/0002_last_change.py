from django.db import migrations

from caojiadu.core.memory import watch


class Migration(migrations.Migration):

    dependencies = [
        ("office_management", "0001_start"),
        ("cases", "0003_last_change"),
    ]

    # The first page of the portal shows it.
    operations = [
        watch("office_management_appraisalround"),
        watch("cases_case", when="NEW.kind = 'appraisal_round'", name="watched_appraisal_round"),
    ]
