"""What the office answers when the core and the services ask."""

from typing import Any

from django.utils.translation import gettext as _

from caojiadu.core.hooks import provide
from offices.service.models import AidApplication, AidRules


@provide("load_lists")
def load_rules() -> None:
    """The row of figures for assistance; what an administrator set stays."""
    AidRules.objects.get_or_create(pk=1)


@provide("post_permissions")
def administrators_keep_figures() -> dict[str, set[str]]:
    """Administrators keep the figures for assistance."""
    return {"administrator": {f"office_service.{action}_aidrules" for action in ("view", "change")}}


@provide("posted_now")
def posted_aid() -> list[Any]:
    """What is posted now, for the public board: which assistance, and that it is to be granted."""
    rows = AidApplication.objects.filter(state="aid_posted")
    return [(rows, lambda row: (row.get_aid_display(), _("to be granted")))]
