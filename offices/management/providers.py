"""What the Management Office answers when others call through the registry."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.cases.models import Confidentiality
from caojiadu.core.cases.moves import Moving, open_case
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.queries import office_of_function
from offices.management.models import GridCase
from offices.management.workflows import GRID_CASE

for _key, _words in {
    "grid_opened": ("有新的网格案件：{number}", "A new grid case: {number}"),
    "grid_not_put_right": ("核查未通过，请继续处置：{number}", "Not passed on site, handle it again: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


@provide("effect.open_grid_case")
def open_from_letter(moving: Moving) -> None:
    """Open a grid case from a letter; it knows where it came from, and nothing of who wrote."""
    open_grid_case(
        actor=moving.actor,
        title=moving.data["grid_title"],
        place=moving.data["grid_place"],
        neighbourhood=moving.case.neighbourhood,
        parent=moving.case,
    )


def open_grid_case(*, actor: Any, title: str, place: str, neighbourhood: Any = None, parent: Any = None) -> GridCase:
    """Open a grid case with the office that runs the grid centre (C3)."""
    office = office_of_function("C3")
    case: GridCase = open_case(
        kind=GRID_CASE,
        actor=actor,
        office=office,
        function=office.functions.filter(code="C3").first(),
        title=title,
        channel="staff",
        place=place,
        neighbourhood=neighbourhood,
        parent_id=parent.pk if parent else None,
        confidentiality=Confidentiality.NORMAL,
        search_text=place,
    )
    return case


@provide(f"panels.{GRID_CASE}")
def panels(case: GridCase, _user: Any) -> list[Panel]:
    """Place, class and who handled and verified it."""
    return [Panel("offices/management/grid_case.html", {"case": case})]


@provide("desk_links")
def desk_links(user: Any) -> list[dict[str, Any]]:
    """The grid cases, for the office that runs them."""
    if not user.has_perm("office_management.handle_gridcase"):
        return []
    return [{"url": reverse("office_management:new_grid_case"), "label": _("Enter a grid case")}]
