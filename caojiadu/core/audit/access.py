"""Who reads the audit trail."""

from caojiadu.core.administrators import AUDIT
from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The audit administrator reads it, and what was changed of the settings; nobody changes either."""
    return {AUDIT: {"audit.view_entry", "audit.view_confidentialentry", "admin.view_logentry"}}
