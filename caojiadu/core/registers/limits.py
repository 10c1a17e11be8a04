"""Limits of registers' matters. Whatever passes makes the move "late": it is told inside the office, never further."""

from collections.abc import Callable
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import Limit, State, Stop, Text

OWN_NORM = _("The office's own norm")


class DayOptions(TypedDict, total=False):
    """What a limit that ends on a date may have beside it: `Limit` says what each means."""

    counted_from: str
    met_on: str
    working: bool
    roll: str | None
    warn: tuple[int, ...]
    public: bool
    extends: int
    stops: tuple[Stop, ...]
    runs_at_rest: bool
    climbs: bool
    applies: Callable[[Any], bool] | None


class LimitOptions(DayOptions, total=False):
    """What any limit may have."""

    ends_on: str


def norm(
    key: str,
    label: Text,
    days: int,
    *,
    starts: tuple[str, ...],
    met_by: tuple[str, ...],
    article: Text = OWN_NORM,
    **more: Unpack[LimitOptions],
) -> Limit:
    """A limit that the office sets itself, in calendar days unless `working`: administrators may change its length."""
    return Limit(key, label, days, article, starts, met_by, "late", legal=False, **more)


def by_law(
    key: str,
    label: Text,
    days: int,
    article: Text,
    *,
    starts: tuple[str, ...],
    met_by: tuple[str, ...],
    **more: Unpack[LimitOptions],
) -> Limit:
    """A limit of a law or regulation, in calendar days unless `working`: nobody changes its length."""
    return Limit(key, label, days, article, starts, met_by, "late", **more)


def on_day(
    key: str,
    label: Text,
    field: str,
    article: Text,
    *,
    starts: tuple[str, ...],
    met_by: tuple[str, ...],
    legal: bool = False,
    **more: Unpack[DayOptions],
) -> Limit:
    """A limit that ends on a date of the matter, named by its `field`; `article` says who set the day."""
    return Limit(key, label, 0, article, starts, met_by, "late", ends_on=field, legal=legal, **more)


def only_in(*states: State) -> Callable[[Any], bool]:
    """For `applies`: a limit runs from these states on, though its date is written, or changed, before them."""
    keys = {state.key for state in states}
    return lambda case: case.state in keys
