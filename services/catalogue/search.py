"""The catalogue for the search, and its items by first letter."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caojiadu.core.finding.entries import Entry, Kind, page
from caojiadu.core.finding.matching import Index
from caojiadu.core.finding.words import sounds
from caojiadu.core.hooks import provide
from services.catalogue.items import shown
from services.catalogue.models import Item


@provide("findable")
def items() -> list[Entry]:
    """Every item that the public sees, by its names and what people say for it."""
    return [_entry(one) for one in shown().select_related("centre")]


def found_among(typed: str, rows: Sequence[Item]) -> list[Item]:
    """The items that fit what was typed, of those given and the best first."""
    by_key = {one.key: one for one in rows}
    return [by_key[hit.entry.key] for hit in Index([_entry(one) for one in rows]).find(typed)]


def _entry(item: Item) -> Entry:
    return Entry(
        kind=Kind.SERVICE,
        key=item.key,
        url=reverse("services:item", args=[item.key]),
        title=item.name,
        line=item.what,
        words=(f"{item.name_zh}、{item.also_zh}", f"{item.name_en},{item.also_en}"),
        place=item.centre.name if item.centre else "",
    )


@provide("findable")
def pages() -> list[Entry]:
    """The pages around the catalogue."""
    return [
        page(
            "catalogue",
            "services:catalogue",
            title=_("Services and what to bring"),
            line=_("Who may, which papers, how long, where to go"),
            words=(
                "办事、办事指南、服务事项、全部办事、一网通办、要带什么材料、全市通办",
                "services, what to bring, guides",
            ),
        ),
        page(
            "appointments",
            "services:appointments",
            title=_("Book an appointment"),
            line=_("Choose a day and a time, and be received then."),
            words=(
                "预约、预约取号、取号、排队、预约办事、网上预约、预约时间、改预约、取消预约",
                "appointment, book an appointment, queue, take a number",
            ),
        ),
        page(
            "posted",
            "services:posted",
            title=_("Posted for the public"),
            line=_("Who is to receive what, until the days of posting are over"),
            words=("公示、公示名单、低保公示、廉租房公示、名单公示", "posted, public notice, list of names"),
        ),
        page(
            "judge",
            "services:judge",
            title=_("Judge our service"),
            line=_("Say how you were served"),
            words=("评价、好差评、服务态度、态度差、窗口态度不好、评价窗口", "judge, rate, bad service, unfriendly"),
        ),
    ]


def by_letter(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Items under the first letter of their name: that of its sound in Chinese."""
    english = (get_language() or "").startswith("en")
    found: dict[str, list[Item]] = {}
    for item in items:
        sound = item.name_en if english and item.name_en else "".join(sounds(item.name_zh))
        found.setdefault(sound[:1].upper(), []).append(item)
    return sorted(found.items())
