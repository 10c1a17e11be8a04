"""The verbs that change the calendar. Each logs old and new, then tells whoever counts over the days changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from caojiadu.core.audit.trail import record
from caojiadu.core.hooks import provide
from caojiadu.core.workdays import hooks
from caojiadu.core.workdays.models import Day
from caojiadu.core.workdays.published import known_days

SUBJECT = "workdays.day"
FIELDS = ("working", "name_zh", "name_en", "source")
# The years the portal is set up with. A later one comes with its notice: `load_holidays`.
FIRST_YEARS = (2024, 2025, 2026)


# What moved because of a change: a key of its owner, the old last day, the new one.
Moved = tuple[object, date, date]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: days new to the table, changed, or kept because somebody edited them here; limits moved."""

    created: tuple[Day, ...]
    changed: tuple[Day, ...]
    kept: tuple[Day, ...]
    moved: tuple[Moved, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.created or self.changed)


def publish(*, days: Sequence[Day], actor: Any = None, force: bool = False) -> Loaded:
    """Write the days of a holiday plan. Days edited here stay, unless `force`; loading twice changes nothing.

    The limits are counted again after the days are committed, each on its own: a year touches thousands of cases,
    and none of them should wait for the others. Were it cut off, `recompute_deadlines` does the rest.
    """
    loaded = _write(days, actor, force)
    if not loaded:
        return loaded
    return replace(loaded, moved=_tell(days=[*loaded.created, *loaded.changed]))


def set_day(*, day: date, working: bool, name_zh: str = "", name_en: str = "", actor: Any = None) -> Day:
    """Say what one day is, by hand: a closure, a holiday announced late, a day of a year not yet published."""
    new = Day(date=day, working=working, name_zh=name_zh, name_en=name_en, source=Day.Source.EDITED)
    with transaction.atomic():
        old = Day.objects.select_for_update().filter(date=day).first()
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


@transaction.atomic
def _write(days: Sequence[Day], actor: Any, force: bool) -> Loaded:
    held = Day.objects.select_for_update().in_bulk([day.date for day in days])
    created = [day for day in days if day.date not in held]
    differing = [day for day in days if day.date in held and day.values() != held[day.date].values()]
    kept = [day for day in differing if not force and held[day.date].source == Day.Source.EDITED]
    changed = [day for day in differing if day not in kept]
    Day.objects.bulk_create(created)
    Day.objects.bulk_update(changed, FIELDS)
    loaded = Loaded(tuple(created), tuple(changed), tuple(kept))
    _log_loaded(loaded, held, actor)
    return loaded


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


def _tell(*, days: Sequence[Day]) -> tuple[Moved, ...]:
    """Call whoever counts over these days; each returns the limits that moved."""
    changed = [day.date for day in days]
    answers = hooks.calendar_changed(first=min(changed), last=max(changed))
    return tuple(moved for answer in answers for moved in answer or ())
