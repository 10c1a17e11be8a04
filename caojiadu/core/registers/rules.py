"""Rules about days that many entries have. Each gives what is wrong by field; `refuse` says it all at once."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.personal import birth_day
from caojiadu.core.personal.detection import Kind, found_in
from caojiadu.core.registers.patterns.counts import personal_in
from caojiadu.core.types import Values
from caojiadu.core.workflow import Text

Problems = dict[str, Text]
NUMBERS = frozenset({Kind.PHONE, Kind.CARD, Kind.BANK, Kind.MAIL, Kind.CONTACT, Kind.PLATE})


def refuse(*found: Mapping[str, Text]) -> None:
    """Raise ValidationError with everything that was found, the first thing for each field."""
    problems: Problems = {}
    for one in found:
        problems = {**one, **problems}
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})


def not_ahead(entry: models.Model, *names: str) -> Problems:
    """What is written down as done was done today or before."""
    today = timezone.localdate()
    days = {name: _day(entry, name) for name in names}
    return {name: _("This day has not come yet.") for name, day in days.items() if day and day > today}


def in_order(entry: models.Model, *names: str) -> Problems:
    """Days that follow one another: none lies before the one that is known before it."""
    found: Problems = {}
    before: tuple[str, dt.date] | None = None
    for name in names:
        day = _day(entry, name)
        if day is None:
            continue
        if before and day < before[1]:
            other = _name(entry, before[0])
            found[name] = _("This day lies before “%(other)s”.") % {"other": other}
        before = (name, day)
    return found


def at_most(entry: models.Model, smaller: str, larger: str) -> Problems:
    """A number that is part of another one."""
    part, whole = getattr(entry, smaller), getattr(entry, larger)
    if part is None or whole is None or part <= whole:
        return {}
    other = _name(entry, larger)
    return {smaller: _("This is more than “%(other)s”.") % {"other": other}}


def wanted(entry: models.Model, *names: str) -> Problems:
    """What this entry has, though others of its kind have it not, is filled in."""
    return {name: _("This field is required.") for name in names if getattr(entry, name) in (None, "")}


def no_personal(entry: models.Model, *names: str, or_name: bool = False) -> Problems:
    """A text that others read holds no number by which somebody is found, and no name either with `or_name`."""
    return {name: said for name in names if (said := personal(getattr(entry, name), or_name=or_name))}


def personal(text: str, *, or_name: bool = False) -> str:
    """What is said against a text that says who somebody is; nothing where it does not."""
    found = personal_in(text) if or_name else next((one.text for one in found_in(text) if one.kind in NUMBERS), "")
    return _("Take this out, it says who somebody is: “%(text)s”.") % {"text": found} if found else ""


def born_as_numbered(model: models.Model, typed: Values) -> dict[str, str]:
    """Where a matter asks when the person named was born (`born_of_person`): the day that the paper's number holds.

    The number was checked before.
    """
    name = getattr(model, "born_of_person", "")
    born, number = typed.get(name), typed.get("id_number")
    if not born or not number or birth_day(typed.get("id_type", ""), number) in (None, born):
        return {}
    return {name: _("The number of the paper says another day of birth.")}


def _name(entry: models.Model, name: str) -> Text:
    return getattr(entry._meta.get_field(name), "verbose_name", name)


def _day(entry: models.Model, name: str) -> dt.date | None:
    value = getattr(entry, name)
    return timezone.localdate(value) if isinstance(value, dt.datetime) else value
