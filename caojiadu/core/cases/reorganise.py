"""Offices are reorganised every few years: cases that can still move follow their function."""

from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from caojiadu.core.cases.assign import hand_to_office
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.moving import Actor, append
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.workflow import all_workflows

REORGANISED = "reorganised"
BATCH = 500


def hand_over(*, function: Function, office: Office, source: Office) -> int:
    """Give what one office has of a function to another, one transaction each. Returns how many went.

    A case that the office only registered keeps its lead office and changes its desk.
    """
    held = Case.objects.filter(Q(office=source) | Q(registrar=source), _can_move(), function=function).order_by("pk")
    count, last = 0, 0
    while keys := list(held.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        for pk in keys:
            _hand_over_one(pk, office, source)
        count, last = count + len(keys), keys[-1]
    return count


def _can_move() -> Q:
    """Cases on which something can still happen: an answered one may be served, judged and looked at again."""
    ended = [
        Q(kind=flow.key, state__in=[key for key, state in flow.states.items() if state.final])
        for flow in all_workflows()
    ]
    return ~reduce(or_, ended)


@transaction.atomic
def _hand_over_one(pk: int, office: Office, source: Office) -> None:
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
