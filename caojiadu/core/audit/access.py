"""Who reads the audit trail."""

from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Administrators read it in admin; nobody changes it."""
    return {"administrator": {"audit.view_entry"}}
