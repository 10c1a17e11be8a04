"""Offices are reorganised every few years: open cases follow their function."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.assign import hand_to_office
from caojiadu.core.cases.events import append
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving

REORGANISED = "reorganised"


def hand_over(*, function: Any, office: Any) -> int:
    """Give every open case of a function to another office, one transaction each. Returns how many went."""
    keys = list(Case.objects.open().filter(function=function).exclude(office=office).values_list("pk", flat=True))
    for pk in keys:
        _hand_over_one(pk, office)
    return len(keys)


@transaction.atomic
def _hand_over_one(pk: int, office: Any) -> None:
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
        extra={"from": case.office_id, "to": office.pk},
    )
    hand_to_office(moving, office)
