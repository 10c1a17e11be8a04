from django.db import migrations

from caojiadu.core.memory import watch


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0002_hands"),
        ("organisation", "0002_last_change"),
    ]

    operations = [watch("cases_category")]
