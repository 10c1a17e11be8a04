"""Rights of the application role: read and write, but never rewrite the audit trail."""

from django.db import migrations

from caojiadu.core.audit.roles import append_only, grant_application_role


class Migration(migrations.Migration):
    """Grant, then take back what would rewrite history."""

    dependencies = (("audit", "0001_initial"),)
    operations = (*grant_application_role(), *append_only("audit_entry"), *append_only("audit_seal"))
