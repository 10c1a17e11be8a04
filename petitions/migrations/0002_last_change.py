from django.db import migrations

from caojiadu.core.memory import watch


class Migration(migrations.Migration):

    dependencies = [
        ("petitions", "0001_start"),
        ("organisation", "0002_last_change"),
    ]

    operations = [watch("petitions_jointrules")]
