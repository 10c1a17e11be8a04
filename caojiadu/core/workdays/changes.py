"""The verbs that change the calendar. Each logs old and new, then tells whoever counts over the days changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from caojiadu.core.audit.trail import record
from caojiadu.core.hooks import call_all, provide
from caojiadu.core.workdays.models import Day
from caojiadu.core.workdays.published import known_days

SUBJECT = "workdays.day"
FIELDS = ("working", "name_zh", "name_en", "source")
# The years the portal is set up with. A later one comes with its notice: `load_holidays`.
FIRST_YEARS = (2024, 2025, 2026)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: days new to the table, days changed, days kept because somebody edited them here."""

    created: tuple[Day, ...]
    changed: tuple[Day, ...]
    kept: tuple[Day, ...]

    def __bool__(self) -> bool:
        return bool(self.created or self.changed)


@transaction.atomic
def publish(*, days: Sequence[Day], actor: Any = None, force: bool = False) -> Loaded:
    """Write the days of a holiday plan. Days edited here stay, unless `force`; loading twice changes nothing."""
    held = Day.objects.select_for_update().in_bulk([day.date for day in days])
    created = [day for day in days if day.date not in held]
    differing = [day for day in days if day.date in held and day.values() != held[day.date].values()]
    kept = [day for day in differing if not force and held[day.date].source == Day.Source.EDITED]
    changed = [day for day in differing if day not in kept]
    Day.objects.bulk_create(created)
    Day.objects.bulk_update(changed, FIELDS)
    loaded = Loaded(tuple(created), tuple(changed), tuple(kept))
    if loaded:
        _log_loaded(loaded, held, actor)
        _tell(days=[*created, *changed])
    return loaded


@transaction.atomic
def set_day(*, day: date, working: bool, name_zh: str = "", name_en: str = "", actor: Any = None) -> Day:
    """Say what one day is, by hand: a closure, a holiday announced late, a day of a year not yet published."""
    old = Day.objects.select_for_update().filter(date=day).first()
    new = Day(date=day, working=working, name_zh=name_zh, name_en=name_en, source=Day.Source.EDITED)
    if old and old.values() == new.values():
        return old
    new.save(force_insert=old is None, force_update=old is not None)
    _log_change(old, new, actor)
    _tell(days=[new])
    return new


@provide("load_lists")
def load_first_years() -> None:
    """Load the years the portal starts with, when they are not all there."""
    missing = set(FIRST_YEARS) - set(Day.objects.published_years())
    if missing:
        publish(days=[day for year in sorted(missing) for day in known_days(year)])


def _log_loaded(loaded: Loaded, held: dict[date, Day], actor: Any) -> None:
    """One entry for each day that changed, and one for all that are new: a year is 365 of them."""
    for day in loaded.changed:
        _log_change(held[day.date], day, actor)
    if loaded.created:
        first, last = loaded.created[0], loaded.created[-1]
        span = {"first": str(first.date), "last": str(last.date), "days": len(loaded.created)}
        record(action="load", actor=actor, subject_type=SUBJECT, subject_key=first.date, data=span)


def _log_change(old: Day | None, new: Day, actor: Any) -> None:
    data = {"old": old.values() if old else None, "new": new.values()}
    record(action="change", actor=actor, subject_type=SUBJECT, subject_key=new.date, data=data)


def _tell(*, days: Sequence[Day]) -> None:
    changed = [day.date for day in days]
    call_all("calendar_changed", first=min(changed), last=max(changed))
