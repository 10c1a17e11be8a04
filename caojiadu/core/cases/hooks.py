"""What the cases ask and tell."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.hooks import first, many, one, one_each
from caojiadu.core.workflow import Text, all_workflows

if TYPE_CHECKING:
    from django import forms
    from django.db import models

    from caojiadu.core.cases.figures import Counter
    from caojiadu.core.cases.models import Case
    from caojiadu.core.cases.moving import Moving
    from caojiadu.core.community.models import Resident
    from caojiadu.core.workflow.parts import Record


def _named_effects() -> set[str]:
    """The effects that transitions name by a word, since they may not import who has them."""
    flows = all_workflows()
    named = [effect for flow in flows for move in flow.transitions for effect in move.effects]
    named += [effect for flow in flows for effect in flow.open_effects]
    return {effect for effect in named if isinstance(effect, str)}


@one
def issue_receipt(case: Case) -> object:
    """Make the receipt that a matter just opened may still owe, before anybody reads its papers or makes a move.
    One that cannot be made is tried again later: it keeps nobody from the matter."""


@one
def receipt_due_since() -> dt.datetime | None:
    """When the oldest matter was opened that still owes its receipt."""


@one_each(_named_effects)
def effect(moving: Moving) -> object:
    """What a move does beside its event: rows only. Raises Refused or Invalid to take the move back."""


@many
def record_changed(moving: Moving, record: Record) -> object:
    """A move was made in a kind of matter that is kept in another system."""


@many
def may_reveal(user: Visitor, case: Case) -> bool | None:
    """Whether somebody may see who wrote, by a rule of the kind: one no outranks every yes; None has no opinion."""


@many
def identity_shared(case: Case, resident: Resident) -> bool:
    """Whether a person agreed that helping offices see who they are; one yes is enough."""


@many
def at_window(user: Visitor, case: Case) -> bool:
    """Whether a matter passed through this person's window; one yes is enough."""


@first
def control_of(field: models.Field, needed: bool) -> forms.Field | None:
    """The control of a field in a form, where it is none of the usual."""


@first
def residents_told(case: Case, template: str) -> list[tuple[Resident, str]] | None:
    """Who of the residents is told, each with the template of the words."""


@many
def right_labels() -> dict[str, Text]:
    """What last days are called that are no clocks, by their key."""


@one_each(None)
def figures() -> Counter:
    """How the figures of a kind ("letters", "orders") are counted."""
