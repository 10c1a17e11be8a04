"""Message texts: registered in code with standard words in both languages, and filled in when a message is shown.

`{number}` is a variable. What stands in `[square brackets]` is left out when a variable in it is empty, as a sentence
about the office's phone is until somebody has filled that in.

A message carries the case number and the office's phone: no subject, no name, no link. Residents share phones.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

VARIABLE = re.compile(r"\{([a-z_]+)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
LINK = re.compile(r"(?i)https?:|www\.|href|<")
# Every message may use these.
COMMON = ("number", "office_phone", "office_name")


@dataclass(frozen=True)
class Registered:
    """A message as its app declares it."""

    key: str
    title: tuple[str, str]
    body: tuple[str, str]
    variables: frozenset[str]

    @cached_property
    def own_variables(self) -> frozenset[str]:
        """What `put` must be given for it."""
        return self.variables - frozenset(COMMON)


@dataclass(frozen=True)
class Text:
    """A message ready to read."""

    title: str
    body: str


_registered: dict[str, Registered] = {}


def register_template(
    key: str, *, title: tuple[str, str], body: tuple[str, str], variables: Iterable[str] = ()
) -> Registered:
    """Declare a message, Chinese words first. Raises ValueError when a text cannot be filled in."""
    template = Registered(key, title, body, frozenset(variables) | frozenset(COMMON))
    for text in (*title, *body):
        if not text:
            raise ValueError(f"{key}: an empty text")
        check_text(text, template.variables)
    _registered[key] = template
    return template


def registered() -> Mapping[str, Registered]:
    """All declared messages by key."""
    return _registered


def check_text(text: str, variables: Iterable[str]) -> None:
    """Raise ValueError, with words for whoever wrote it, when a text cannot be filled in."""
    unknown = sorted(set(VARIABLE.findall(text)) - set(variables))
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in sorted(variables))
        raise ValueError(_("There is no {%(name)s} here. Known: %(known)s.") % {"name": unknown[0], "known": known})
    if re.search(r"[{}]", VARIABLE.sub("", text)):
        raise ValueError(_("A curly bracket is left open or holds something else than a name."))
    if re.search(r"[\[\]]", OPTIONAL.sub("", text)):
        raise ValueError(_("A square bracket is left open, or stands within another."))
    if LINK.search(text):
        raise ValueError(_("A message may not carry a link."))


def render(key: str, variables: Mapping[str, Any], language: str, own: Mapping[str, str] | None = None) -> Text:
    """Fill in a message in one language; `own` are the office's own words by field. Raises KeyError if unknown."""
    template, own = _registered[key], own or {}
    short, place = ("en", 1) if language.startswith("en") else ("zh", 0)
    title = own.get(f"title_{short}") or template.title[place]
    body = own.get(f"body_{short}") or template.body[place]
    with override(language):
        values = {name: plain(value) for name, value in variables.items()}
        return Text(_fill(title, values), _fill(body, values))


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Drop the optional parts that would have a gap, then fill in; a value is never read as a text again."""

    def kept(found: re.Match[str]) -> str:
        part = found[1]
        return part if all(values.get(name) for name in VARIABLE.findall(part)) else ""

    filled = VARIABLE.sub(lambda found: values.get(found[1], ""), OPTIONAL.sub(kept, text))
    return " ".join(filled.split())


def plain(value: Any) -> str:
    """A value as people write it in the active language: a date in JSON becomes one in words."""
    text = "" if value is None else str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    return text
