"""Reading facts: what the office has told about itself, or "not yet set"."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .models import Fact, Office


def fact(key: str) -> str:
    """The value of one fact in the reader's language, or the words "not yet set"."""
    found = Fact.objects.filter(key=key).first()
    return found.text if found else _("not yet set")


def facts(*, group: str = "", keys: Iterable[str] = ()) -> dict[str, Fact]:
    """Facts by key, in one query: those of a group, or those named, or all."""
    wanted = Fact.objects.select_related("centre")
    if group:
        wanted = wanted.filter(group=group)
    if keys:
        wanted = wanted.filter(key__in=list(keys))
    return wanted.in_bulk(field_name="key")


def facts_missing() -> list[Fact]:
    """The required facts that nobody has filled in."""
    return list(Fact.objects.select_related("centre").filter(required=True, value_zh="", value_en=""))


def names_unconfirmed() -> list[Office]:
    """The offices whose official name is unsure."""
    return list(Office.objects.filter(confirmed=False))
