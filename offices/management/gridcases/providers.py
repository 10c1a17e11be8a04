"""What grid cases answer when others call through the registry."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.models import Confidentiality
from caojiadu.core.cases.moves import Moving, open_case
from caojiadu.core.desk.panels import Panel
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.queries import office_of_function
from offices.management.gridcases.duplicates import likely_same
from offices.management.gridcases.states import AT_DESK
from offices.management.gridcases.workflow import GRID_CASE
from offices.management.joint import moves
from offices.management.models import GridCase, GridPhoto

# With these moves one wants to see what was there before and how it looks now.
BESIDE = {"spot_seen", "spot_not_seen", "verify", "not_put_right", "allow_return", "grid_rule"} | {
    *("grid_grant", "grid_refuse", "handle", "dispatch"),
}
WITH_SAME = {"grid_accept", "file", "same", "spot"}


@provide("effect.open_grid_case")
def open_from_letter(moving: Moving) -> None:
    """Open a grid case from a letter; it knows where it came from, and nothing of who wrote."""
    open_grid_case(
        actor=moving.actor,
        title=moving.data["grid_title"],
        place=moving.data["grid_place"],
        neighbourhood=moving.case.neighbourhood,
        source=GridCase.Source.LETTER,
        parent_id=moving.case.pk,
    )


def open_grid_case(*, actor: Any, title: str, place: str, **fields: Any) -> GridCase:
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
        confidentiality=Confidentiality.NORMAL,
        search_text=f"{place} {fields.get('what', '')}",
        **fields,
    )
    return case


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Cases go to every office; administrators keep classes and figures."""
    answer = {"office_management.answer_gridcase"}
    classes = {f"office_management.{action}_gridclass" for action in ("view", "add", "change")}
    rules = {f"office_management.{action}_gridrules" for action in ("view", "change")}
    return {"handler": answer, "head": answer, SYSTEM: classes | rules}


@provide(f"panels.{GRID_CASE}")
def panels(case: GridCase, user: Visitor) -> list[Panel]:
    """Photos, who handled and verified it, what was asked for; the door to a joint meeting for whoever may call one."""
    return [*_same(case, user), _facts(case, call=moves.door(case, user))]


@provide(f"beside.{GRID_CASE}")
def beside(case: GridCase, key: str, user: Visitor) -> list[Panel]:
    """Photos beside the moves that are about them; what is likely the same beside those with which a case begins."""
    found = [_facts(case)] if key in BESIDE else []
    return [*_same(case, user), *found] if key in WITH_SAME else found


def _same(case: GridCase, user: Visitor) -> list[Panel]:
    if all(state.key != case.state for state in AT_DESK):
        return []
    rows = likely_same(case, user)
    return [Panel("offices/management/grid_same.html", {"case": case, "rows": rows})] if rows else []


def _facts(case: GridCase, *, call: str = "") -> Panel:
    stages = GridPhoto.Stage
    photos = list(case.photos.select_related("file"))
    rows = [(stage.label, [one for one in photos if one.stage == stage]) for stage in stages]
    return Panel(
        "offices/management/grid_case.html",
        {
            "case": case,
            "stages": [(label, found) for label, found in rows if found],
            "asks": list(case.asks.select_related("asked_by", "decided_by")),
            "call": call,
        },
    )


@provide("desk_links")
def desk_links(user: User) -> list[RailLink]:
    """Patrol and the list of grid cases, for the office that runs them."""
    if not user.has_perm("office_management.handle_gridcase"):
        return []
    return [
        RailLink(reverse("office_management:patrol"), _("Grid patrol"), group="city"),
        RailLink(reverse("registers:list", args=["management", "grid-cases"]), _("Grid cases"), group="city"),
    ]
