"""What this app adds to the lists of others: rows for administrators to edit, and who may look after trouble."""

from typing import Any

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.hooks import provide
from caojiadu.core.notices.models import Template
from caojiadu.core.notices.texts import registered


@provide("load_lists")
def load_templates(*args: Any, **kwargs: Any) -> None:
    """Give every declared message its row, with the office's own words left empty."""
    Template.objects.bulk_create([Template(key=key) for key in sorted(registered())], ignore_conflicts=True)


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The letters clerks see what did not arrive; administrators edit the words."""
    return {
        "letters": {"notices.handle_trouble"},
        SYSTEM: {
            "notices.view_notice",
            "notices.handle_trouble",
            "notices.view_template",
            "notices.change_template",
        },
    }
