"""Who sees residents in admin."""

from caojiadu.core.administrators import SECURITY, SYSTEM
from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The system administrator sees masked rows; whoever works on a matter sees its resident there.

    Heads say which rows are one person; the security administrator records the assessment that this needs.
    """
    assessed = {f"community.{action}_impactassessment" for action in ("view", "add", "change")}
    return {
        SYSTEM: {"community.view_resident"},
        SECURITY: assessed,
        "head": {"community.decide_sameperson"},
    }
