"""What the registers ask and tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Case
from caojiadu.core.hooks import many

if TYPE_CHECKING:
    import datetime as dt

    from django import forms

    from caojiadu.core.cases.moving import Moving
    from caojiadu.core.organisation.models import Office


@many
def every_day(now: dt.datetime) -> int:
    """Once a day: look at what no date and no limit tells of. Returns how many were told."""


@many
def office_pages(office: Office, user: Visitor) -> list[tuple[str, str]]:
    """Pages of an office beside its registers: address and name."""


@many
def closures_ahead() -> list[dict[str, Any]]:
    """Announced closures of houses that last or lie ahead: place, since, until, why, instead."""


@many
def paper_words(case: Case) -> dict[str, str]:
    """Words that the papers of an application may use, by name."""


@many
def supplement_asks(form: forms.Form) -> object:
    """Add fields to the form with which an applicant hands in what was missing."""


@many
def supplemented(moving: Moving) -> object:
    """An applicant handed in what was missing. Raises Invalid where it cannot be read."""
