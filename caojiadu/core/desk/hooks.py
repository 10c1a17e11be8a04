"""What the desk asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.hooks import at_most_one, at_most_one_each, many, one
from caojiadu.core.workflow import all_kinds

if TYPE_CHECKING:
    from django import forms

    from caojiadu.core.cases.models import Case
    from caojiadu.core.cases.query import CaseQuerySet
    from caojiadu.core.community.models import Resident
    from caojiadu.core.desk.panels import Panel
    from caojiadu.core.workflow import Transition


@at_most_one_each(all_kinds)
def panels(case: Any, user: Any) -> list[Panel]:
    """A kind's own parts of the page of a case, above all others."""


@at_most_one_each(all_kinds)
def beside(case: Any, key: str, user: Any) -> list[Panel]:
    """What a kind shows beside the form of a move (its key)."""


@many
def case_panels(case: Any, user: Any) -> list[Panel]:
    """Parts of the page of a case that many kinds share."""


@many
def case_beside(case: Any, key: str, user: Any) -> list[Panel]:
    """What stands beside the form of a move in many kinds."""


@many
def desk_banners(user: Any) -> list[Panel]:
    """What must be seen on every page of the desk until it is done."""


@many
def desk_blocks(user: Any) -> list[Panel]:
    """What stands above the first queue."""


@many
def desk_links(user: Any) -> list[dict[str, Any]]:
    """Further pages of the desk: url, icon, label; `rows` are what is counted there."""


@many
def case_opened(case: Case, user: Any) -> bool:
    """Somebody opens the page of a case. Returns whether that changed the case."""


@many
def list_of_case(case: Case, user: Any) -> tuple[str, Any] | None:
    """The register that keeps a matter: address and name; the first answer counts."""


@many
def page_of_person(row: Any, user: Any) -> str:
    """The address of the page of the person whom a case or an entry is about, or nothing; the first answer counts."""


@many
def person_of_case(case: Case, key: str) -> Resident | None:
    """One of several people of a case by key; the first answer counts."""


@many
def also_revealed(case: Case) -> list[tuple[Any, str]]:
    """What else is shown with name and phone once they are revealed: label and text."""


@many
def step_starts(case: Case, step: Transition) -> dict[str, str]:
    """With what the fields of a move's form begin, by name."""


@many
def form_offers(form: forms.Form, user: Any) -> list[tuple[str, list[str]]]:
    """What the browser offers while one types: id of the list and the words."""


@many
def leading_kinds() -> list[tuple[int, str, Any, Any]]:
    """Kinds with a part of their own on the leaders' overview: place, kind, label, words for none."""


@one
def cases_of_cell(cases: CaseQuerySet, key: str, user: Any) -> CaseQuerySet:
    """Of these cases, those that one figure of a report counts."""


@at_most_one
def mass_from() -> int:
    """With how many people a joint visit begins."""
