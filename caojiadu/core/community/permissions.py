"""Who sees residents in admin."""

from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Administrators see masked rows; whoever works on a matter sees its resident there."""
    return {"administrator": {"community.view_resident"}}
