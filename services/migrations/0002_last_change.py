from django.db import migrations

from caojiadu.core.memory import watch


class Migration(migrations.Migration):

    dependencies = [
        ("services", "0001_start"),
        ("organisation", "0002_last_change"),
    ]

    # The first page of the portal says whether appointments can be booked.
    operations = [watch("services_openinghours")]
