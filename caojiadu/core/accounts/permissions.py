"""Who keeps the accounts."""

from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Administrators keep people, posts and what each post may do; nobody deletes people or posts."""
    kept = {f"accounts.{action}_{model}" for action in ("view", "add", "change") for model in ("user", "post")}
    return {"administrator": kept | {"auth.view_group", "auth.change_group"}}
