"""Who may change the calendar."""

from caojiadu.core.hooks import provide


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Return the permissions of this app by role: administrators keep the calendar, nobody else."""
    return {"administrator": {"workdays.view_day", "workdays.add_day", "workdays.change_day"}}
