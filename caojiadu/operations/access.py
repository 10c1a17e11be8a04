"""Who sees how the portal is."""

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The system administrator, who mends it."""
    return {SYSTEM: {"operations.view_mark"}}
