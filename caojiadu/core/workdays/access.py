"""Who may change the calendar."""

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Return the permissions of this app by role: the system administrator keeps the calendar, nobody else."""
    return {SYSTEM: {"workdays.view_day", "workdays.add_day", "workdays.change_day"}}
