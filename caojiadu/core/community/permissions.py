"""Who sees residents in admin."""

from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Administrators see masked rows; whoever works on a matter sees its resident there.

    Heads say which rows are one person; administrators record the assessment that this needs.
    """
    assessed = {f"community.{action}_impactassessment" for action in ("view", "add", "change")}
    return {
        "administrator": {"community.view_resident", *assessed},
        "head": {"community.decide_sameperson"},
    }
