"""What the desk asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.hooks import at_most_one, at_most_one_each, many, one
from caojiadu.core.workflow import all_kinds

if TYPE_CHECKING:
    from django import forms
    from django.db.models import QuerySet

    from caojiadu.core.accounts.models import User
    from caojiadu.core.cases.models import Case
    from caojiadu.core.cases.query import CaseQuerySet
    from caojiadu.core.community.models import Resident
    from caojiadu.core.desk.panels import Panel
    from caojiadu.core.doors import RailLink
    from caojiadu.core.workflow import Transition


@at_most_one_each(all_kinds)
def panels(case: Any, user: Visitor) -> list[Panel]:
    """A kind's own parts of the page of a case, above all others."""


@at_most_one_each(all_kinds)
def beside(case: Any, key: str, user: Visitor) -> list[Panel]:
    """What a kind shows beside the form of a move (its key)."""


@many
def case_panels(case: Any, user: Visitor) -> list[Panel]:
    """Parts of the page of a case that many kinds share."""


@many
def case_beside(case: Any, key: str, user: Visitor) -> list[Panel]:
    """What stands beside the form of a move in many kinds."""


@at_most_one_each(all_kinds)
def transfers() -> list[tuple[str, str]]:
    """The steps of a kind that pass its matters to another office (`office`, `reason`), of which the first counts that
    somebody may take; and with each the step that takes it back, or the same one again."""


@many
def desk_banners(user: Visitor) -> list[Panel]:
    """What must be seen on every page of the desk until it is done."""


@many
def desk_calls(user: Visitor) -> QuerySet[Any]:
    """Rows without which there is no banner for this person: counted with the rail, so that banners cost nothing else
    while there are none."""


@many
def desk_blocks(user: Visitor) -> list[Panel]:
    """What stands above today's work."""


@many
def desk_links(user: User) -> list[RailLink]:
    """Further pages of the desk, for its rail."""


@many
def case_opened(case: Case, user: Visitor) -> bool:
    """Somebody opens the page of a case. Returns whether that changed the case."""


@many
def list_of_case(case: Case, user: Visitor) -> tuple[str, Any] | None:
    """The register that keeps a matter: address and name; the first answer counts."""


@many
def page_of_person(row: Any, user: Visitor) -> str:
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
def form_offers(form: forms.Form, user: Visitor) -> list[tuple[str, list[str]]]:
    """What the browser offers while one types: id of the list and the words."""


@many
def leading_kinds() -> list[tuple[int, str, Any, Any]]:
    """Kinds with a part of their own on the leaders' overview: place, kind, label, words for none."""


@one
def cases_of_cell(cases: CaseQuerySet, key: str, user: Visitor) -> CaseQuerySet:
    """Of these cases, those that one figure of a report counts."""


@at_most_one
def mass_from() -> int:
    """With how many people a joint visit begins."""
