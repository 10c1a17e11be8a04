from django.db import migrations

from caojiadu.core.memory import watch

# Whoever signs in writes their own row too: that changes nothing for the house.
STAFF_CHANGED = """
    (OLD.kind <> 'resident' OR NEW.kind <> 'resident')
    AND (OLD.kind, OLD.is_active, OLD.is_superuser, OLD.display_name, OLD.username)
    IS DISTINCT FROM (NEW.kind, NEW.is_active, NEW.is_superuser, NEW.display_name, NEW.username)
"""


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_start"),
        ("organisation", "0002_last_change"),
    ]

    operations = [
        watch("accounts_post"),
        watch("accounts_absence"),
        watch("accounts_user", when=STAFF_CHANGED),
        watch("accounts_user_groups"),
        watch("auth_group"),
        watch("auth_group_permissions"),
    ]
