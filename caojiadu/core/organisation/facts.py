"""Reading facts: what the office has told about itself, or "not yet set"."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from caojiadu.core import memory

from .models import Fact, Office


def fact(key: str) -> str:
    """The value of one fact in the reader's language, or the words "not yet set"."""
    found = _all().get(key)
    return found.text if found else _("not yet set")


def facts(*, group: str = "", keys: Iterable[str] = ()) -> dict[str, Fact]:
    """Facts by key: those of a group, or those named, or all. They are kept in memory: nobody may change them."""
    wanted = set(keys)
    found = {key: one for key, one in _all().items() if not group or one.group == group}
    return {key: one for key, one in found.items() if key in wanted} if wanted else found


def _all() -> dict[str, Fact]:
    return memory.kept("facts", lambda: Fact.objects.select_related("centre").in_bulk(field_name="key"))


def facts_missing() -> list[Fact]:
    """The required facts that nobody has filled in."""
    return list(Fact.objects.select_related("centre").filter(required=True, value_zh="", value_en=""))


def names_unconfirmed() -> list[Office]:
    """The offices whose official name is unsure."""
    return list(Office.objects.filter(confirmed=False))
