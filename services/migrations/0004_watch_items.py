"""What an item says is kept in memory until one of its lines changes."""

from django.db import migrations

from caojiadu.core.memory import watch


class Migration(migrations.Migration):

    dependencies = [("services", "0003_costs_and_steps"), ("organisation", "0002_last_change")]

    operations = [
        watch("services_condition"),
        watch("services_paper"),
        watch("services_limit"),
        watch("services_cost"),
        watch("services_step"),
        watch("services_amount"),
    ]
