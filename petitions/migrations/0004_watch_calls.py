"""The form of a letter is kept in memory until a call for suggestions changes."""

from django.db import migrations

from caojiadu.core.memory import watch


class Migration(migrations.Migration):

    dependencies = [("petitions", "0003_receipt_due")]

    operations = [watch("petitions_call")]
