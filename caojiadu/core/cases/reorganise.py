"""Offices are reorganised every few years: open cases follow their function."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.assign import hand_to_office
from caojiadu.core.cases.events import append
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving

REORGANISED = "reorganised"


def hand_over(*, function: Any, office: Any, source: Any) -> int:
    """Give what one office has of a function to another, one transaction each. Returns how many went.

    A case that the office only registered keeps its lead office and changes its desk.
    """
    held = Case.objects.open().filter(Q(office=source) | Q(registrar=source), function=function)
    keys = list(held.values_list("pk", flat=True))
    for pk in keys:
        _hand_over_one(pk, office, source)
    return len(keys)


@transaction.atomic
def _hand_over_one(pk: int, office: Any, source: Any) -> None:
    case = Case.objects.select_for_update(no_key=True).get(pk=pk)
    moving = Moving(case=case, move=None, actor=Actor.timer(), now=timezone.now())
    append(
        case=case,
        move=REORGANISED,
        actor=moving.actor,
        source=case.state,
        target=case.state,
        now=moving.now,
        public=False,
        extra={"from": source.pk, "to": office.pk},
    )
    if case.registrar_id == source.pk:
        moving.change(registrar=office)
    if case.office_id == source.pk:
        hand_to_office(moving, office)
