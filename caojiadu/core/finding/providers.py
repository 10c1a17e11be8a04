"""What the organisation has to be found: duties, centres, and what is done elsewhere."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.finding.entries import Entry, Kind
from caojiadu.core.finding.models import Elsewhere
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.lists import load_rows
from caojiadu.core.organisation.models import Centre, Function

FILE = Path(__file__).parent / "data/elsewhere.toml"
# What a row of the file may leave out.
UNSET = {"phone": "", "link": "", "source_zh": "", "source_en": "", "confirmed": False}
# What people call the centres.
SPOKEN = {
    "affairs-reception": (
        "受理中心、事务受理中心、受理大厅、办事大厅、办事中心几点开门、受理中心地址、受理中心电话",
        "service counter, reception hall, opening hours",
    ),
    "life-service": ("生活服务中心、社区食堂、老年食堂、食堂在哪", "canteen, life centre"),
    "cultural-activity": ("文化中心、文化馆、活动中心", "cultural centre, arts centre"),
    "health-service": ("社区医院、卫生院、卫生服务中心、卫生中心几点开门", "community hospital, health centre, clinic"),
    "party-building": ("党群中心、党群服务站、党建中心", "party centre"),
    "city-grid": ("网格中心、城运中心", "grid centre"),
    "public-security": ("综治中心、平安中心", "security centre"),
}


@provide("load_lists")
def load_elsewhere() -> None:
    """Bring the matters of other authorities up to their file; what administrators edited stays."""
    load_rows(Elsewhere, [UNSET | row for row in _read()])


@cache
def _read() -> list[dict[str, Any]]:
    with FILE.open("rb") as opened:
        return tomllib.load(opened)["elsewhere"]


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Administrators keep what is done elsewhere, and read what nobody found."""
    return {
        SYSTEM: {
            "finding.view_elsewhere",
            "finding.add_elsewhere",
            "finding.change_elsewhere",
            "finding.view_unanswered",
        }
    }


@provide("findable")
def duties() -> list[Entry]:
    """Every function, by its name and everyday words, with the office that answers for it."""
    rows = Function.objects.select_related("office")
    return [
        Entry(
            kind=Kind.DUTY,
            key=one.code,
            url=f"{reverse('about')}?office={one.office.code}#function-{one.code}",
            title=one.name,
            line=_("%(office)s answers for this") % {"office": one.office.name},
            words=(f"{one.name_zh},{one.keywords_zh}", f"{one.name_en},{one.keywords_en},{one.code}"),
        )
        for one in rows
    ]


@provide("findable")
def centres() -> list[Entry]:
    """Every centre, with the address and the hours that are set."""
    return [
        Entry(
            kind=Kind.CENTRE,
            key=one.key,
            url=f"{reverse('about')}?office={one.office.code}#centre-{one.key}",
            title=one.name,
            line=one.also or one.office.name,
            words=_names_of(one),
            place=next((fact.text for fact in one.facts.all() if fact.filled and fact.key.endswith("address")), ""),
        )
        for one in Centre.objects.select_related("office").prefetch_related("facts")
    ]


def _names_of(centre: Centre) -> tuple[str, str]:
    """Its names, as a whole and without what stands in front of them, as people say them."""
    short = centre.name_zh.removeprefix("社区").removeprefix("城市")
    spoken = SPOKEN.get(centre.key, ("", ""))
    return f"{centre.name_zh}、{short}、{centre.also_zh}、{spoken[0]}", f"{centre.name_en},{centre.also_en},{spoken[1]}"


@provide("findable")
def elsewhere() -> list[Entry]:
    """What is not done here, of which who does it is confirmed."""
    return [
        Entry(
            kind=Kind.ELSEWHERE,
            key=one.key,
            url=f"{reverse('elsewhere')}#{one.key}",
            title=one.name,
            line=one.how,
            words=(f"{one.name_zh}、{one.also_zh}", f"{one.name_en},{one.also_en}"),
            who=one.who,
            phone=one.phone,
        )
        for one in Elsewhere.objects.filter(confirmed=True)
    ]
