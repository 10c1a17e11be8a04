"""Supervision cards: opened from a matter or for a slip of the district, answered in writing, verified by the desk."""

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import open_case
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.queries import office_of_function
from petitions.models import BreachKind, SupervisionCard

CARD = "supervision_card"
DISTRICT_SLIP = "district_slip"
BREACHES = Path(__file__).parent.parent / "data" / "breaches.csv"


@provide("load_lists")
def load_breaches() -> None:
    """Add the breaches that are missing; names and what is in use are administrators' to change."""
    there = set(BreachKind.objects.values_list("key", flat=True))
    with BREACHES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    BreachKind.objects.bulk_create(
        BreachKind(**row, order=order) for order, row in enumerate(rows) if row["key"] not in there
    )


def slip_system(body: Any) -> str:
    """Under what the numbers of a body's slips are kept: each body counts its own."""
    return f"{DISTRICT_SLIP}:{body.pk}" if body else DISTRICT_SLIP


def _number_once(issued: Callable[..., SupervisionCard]) -> Callable[..., SupervisionCard]:
    """Say in words what the database refused when the same slip came twice at the same moment."""

    @wraps(issued)
    def saying(**what: Any) -> SupervisionCard:
        try:
            return issued(**what)
        except IntegrityError as error:
            if "case_foreign_number_once" not in str(error):
                raise
            raise Refused(_("A slip of this number was entered already.")) from error

    return saying


@_number_once
@transaction.atomic
def issue_card(
    *,
    actor: Actor,
    office: Any,
    data: Mapping[str, Any],
    parent: Case | None = None,
    number_there: str = "",
    now: dt.datetime | None = None,
) -> SupervisionCard:
    """Issue a card to an office. Its title names the breach and a number, never what the matter is about.

    Raises Refused for a slip whose body sent one of the same number already.
    """
    now = now or timezone.now()
    desk = office_of_function("E3")
    about = parent.number if parent else number_there
    card: SupervisionCard = open_case(
        kind=CARD,
        actor=actor,
        office=office,
        registrar=desk,
        function=desk.functions.filter(code="E3").first(),
        title=f"{data['breach'].name_zh} {about or ''}".strip()[:120],
        channel="staff",
        parent_id=parent.pk if parent else None,
        breach=data["breach"],
        advice=data["advice"],
        days=data["days"],
        body=data.get("body"),
        foreign_system=slip_system(data.get("body")) if number_there else "",
        foreign_number=number_there,
        now=now,
        search_text=about or "",
    )
    return card
