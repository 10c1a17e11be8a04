"""Yearly duties: what a function owes every year comes into its office's work plan by itself."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from caojiadu.core.cases.moves import move, open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Function
from caojiadu.core.registers.models import WorkItem
from caojiadu.core.workflow import Text

NEXT_YEAR_FROM = 12  # in this month the duties of the next year are put into its plan


@dataclass(frozen=True)
class Duty:
    """Something that a function owes every year by a day of it. `article` is the law, or whose norm it is."""

    key: str
    label: Text
    function: str
    month: int
    day: int
    article: Text


_duties: dict[str, Duty] = {}


def declare_duty(duty: Duty) -> Duty:
    """Add a yearly duty. Raises ValueError for a key that is taken."""
    if duty.key in _duties:
        raise ValueError(f"two duties are called {duty.key}")
    _duties[duty.key] = duty
    return duty


def open_duties(today: dt.date | None = None) -> int:
    """Put every duty of this year whose day is still ahead, and in December of the next one, into the plan, once."""
    today = today or timezone.localdate()
    years = [today.year, today.year + 1] if today.month >= NEXT_YEAR_FROM else [today.year]
    there = set(WorkItem.objects.filter(year__in=years).exclude(duty="").values_list("duty", "year"))
    missing = [(duty, year) for duty in _duties.values() for year in years if (duty.key, year) not in there]
    return sum(_open(duty, year) for duty, year in missing if dt.date(year, duty.month, duty.day) >= today)


@transaction.atomic
def _open(duty: Duty, year: int) -> int:
    function = Function.objects.select_related("office").filter(code=duty.function).first()
    if function is None:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        item = open_case(
            kind="work_item",
            actor=Actor.timer(),
            office=function.office,
            function=function,
            title=str(duty.label),
            channel="staff",
            year=year,
            planned_on=dt.date(year, duty.month, duty.day),
            aim=str(duty.article),
            duty=duty.key,
            search_text=str(duty.article),
        )
        move(case=item, key="plan_owed", actor=Actor.timer())
    return 1
