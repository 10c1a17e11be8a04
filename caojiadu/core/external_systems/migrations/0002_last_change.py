from django.db import migrations

from caojiadu.core.memory import watch


class Migration(migrations.Migration):

    dependencies = [
        ("external_systems", "0001_start"),
        ("organisation", "0002_last_change"),
    ]

    operations = [watch("external_systems_systemrule")]
