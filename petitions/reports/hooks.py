"""What the figures answer when the desk asks: the list of one figure, the link, the permission."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.hooks import provide
from petitions.reports import cells, counting

ROLES = ("letters", "head", "leader", "accusations")


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Each reads the figures of what their posts open."""
    return {role: {"petitions.read_figures"} for role in ROLES}


@provide("cases_of_cell")
def cases_of_cell(cases: Any, key: str, user: Any) -> Any:
    """Of these cases, those that one figure counts; none for a figure that the person's page does not have."""
    cell = cells.find(user, key) if user.has_perm("petitions.read_figures") else None
    return cases.filter(cell.where) if cell else cases.none()


@provide("desk_links")
def desk_links(user: Any) -> list[dict[str, Any]]:
    """The figures."""
    if not user.has_perm("petitions.read_figures"):
        return []
    return [{"url": reverse("letters_desk:figures"), "label": _("Figures")}]


@provide("figures.letters")
def figures() -> Any:
    """How the figures of letters and calls are counted."""
    return counting.COUNTER
