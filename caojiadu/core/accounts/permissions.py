"""Who keeps the accounts."""

from caojiadu.core.administrators import SECURITY, SYSTEM
from caojiadu.core.hooks import provide

APPROVALS = {"accounts.view_approval", "accounts.decide_approval"}


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """One administrator keeps accounts, another posts and what each may do; nobody deletes either, and what opens
    reports against people is asked for by one of the two and approved by the other."""
    accounts = {f"accounts.{action}_user" for action in ("view", "add", "change")}
    posts = {f"accounts.{action}_post" for action in ("view", "add", "change")}
    posts |= {"accounts.view_holder", "accounts.change_holder", "auth.view_group", "auth.change_group"}
    return {SYSTEM: accounts | APPROVALS, SECURITY: posts | APPROVALS}
