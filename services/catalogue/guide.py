"""What the public is told of an item: every confirmed line by its part, and the few facts that stand on top."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from services.catalogue.models import Item, Limit, Paper
from services.catalogue.versions import PARTS

_BEFORE_ARTICLE = re.compile(r"(?=、第)|(?<!、)(?=第)")
_ARTICLE = re.compile(r"、?第[^、第]+条")
_ENGLISH = re.compile(r", arts?\. ")


@dataclass(frozen=True)
class Part:
    """The lines of one part, and where they come from, each source once."""

    rows: Sequence[Any]

    @property
    def sources(self) -> list[str]:
        """Each source of the lines once, in their order, its articles together."""
        articles: dict[tuple[str, str], list[str]] = {}
        for row in self.rows:
            name, joint, numbers = _parted(row.source)
            found = articles.setdefault((name, joint), [])
            found += [number for number in numbers if number not in found]
        return [_whole(name, joint, numbers) for (name, joint), numbers in articles.items()]


@dataclass(frozen=True)
class Fact:
    """One of the facts on top: what it is about, the answer in large, and a word more."""

    label: str
    icon: str
    text: str
    more: str = ""


def _parted(source: str) -> tuple[str, str, list[str]]:
    """A source as its name, what joins name and articles, and the articles; what has none is its name alone."""
    parts = _BEFORE_ARTICLE.split(source)
    articles = list(takewhile(_ARTICLE.fullmatch, reversed(parts[1:])))[::-1]
    if articles and source != (said := "".join(articles)):
        return source.removesuffix(said), "", said.split("、")
    if joints := list(_ENGLISH.finditer(source)):
        return source[: joints[-1].start()], ", art", source[joints[-1].end() :].split(", ")
    return source, "", []


def _whole(name: str, joint: str, numbers: list[str]) -> str:
    if joint:
        return f"{name}{joint}{'s' if len(numbers) > 1 else ''}. {', '.join(numbers)}"
    return name + "、".join(numbers)


class Guide:
    """What is told of one item; a query for each part."""

    def __init__(self, item: Item) -> None:
        self.item = item
        rows = {name: list(getattr(item, name).filter(confirmed=True)) for name in PARTS}
        self.ours = Part([one for one in rows["papers"] if one.obtained])
        rows["papers"] = [one for one in rows["papers"] if not one.obtained]
        self.parts = {name: Part(found) for name, found in rows.items()}

    @cached_property
    def told(self) -> bool:
        """Whether anything is confirmed: of an item of which nothing is, the page only says whom to ring."""
        return bool(self.ours.rows) or any(part.rows for part in self.parts.values())

    @property
    def bar(self) -> list[Fact]:
        """Who, what to bring, how long, what it costs; what is not confirmed is left out."""
        found = (self._who(), self._papers(), self._days(), self._cost())
        return [one for one in found if one]

    @property
    def checked_on(self) -> Any:
        """The day on which the line that was looked at longest ago was compared with its source."""
        rows = [row for part in self.parts.values() for row in part.rows]
        return min((row.checked_on for row in rows if row.checked_on), default=None)

    def _who(self) -> Fact | None:
        rows = self.parts["conditions"].rows
        if not rows:
            return None
        more = len(rows) - 1
        said = ngettext("%(n)d more condition below", "%(n)d more conditions below", more) % {"n": more} if more else ""
        return Fact(_("Who may have it"), "person-check", rows[0].text, said)

    def _papers(self) -> Fact | None:
        rows: Sequence[Paper] = self.parts["papers"].rows
        if not rows:
            return None
        spared = sum(bool(row.spared) for row in rows)
        said = ngettext("%(n)d may be spared", "%(n)d may be spared", spared) % {"n": spared} if spared else ""
        return Fact(
            pgettext("to be brought", "Papers"),
            "files",
            ngettext("%(n)d paper", "%(n)d papers", len(rows)) % {"n": len(rows)},
            said,
        )

    def _days(self) -> Fact | None:
        rows: Sequence[Limit] = self.parts["limits"].rows
        if not rows:
            return None
        counted = [row for row in rows if row.days]
        if not counted:
            return Fact(_("How long it takes"), "clock", rows[0].text)
        first, more = counted[0], len(rows) - 1
        if more:
            return Fact(_("How long it takes"), "clock", first.text, _("Each step has its limit, see below"))
        return Fact(_("How long it takes"), "clock", _days_of(first), first.text)

    def _cost(self) -> Fact | None:
        rows = self.parts["costs"].rows
        if not rows:
            return None
        return Fact(_("What it costs"), "card-checklist", rows[0].text, rows[1].text if rows[1:] else "")


def _days_of(limit: Limit) -> str:
    if limit.working:
        return ngettext("%(n)d working day", "%(n)d working days", limit.days or 0) % {"n": limit.days}
    return ngettext("%(n)d day", "%(n)d days", limit.days or 0) % {"n": limit.days}
