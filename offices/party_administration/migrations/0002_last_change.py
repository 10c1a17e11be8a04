from django.db import migrations

from caojiadu.core.memory import watch


class Migration(migrations.Migration):

    dependencies = [
        ("office_party_administration", "0001_start"),
        ("cases", "0003_last_change"),
    ]

    # The first page of the portal shows it.
    operations = [
        watch("office_party_administration_newsitem"),
        watch("cases_case", when="NEW.kind = 'news_item'", name="watched_news_item"),
    ]
