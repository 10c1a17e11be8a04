"""What registers have to be found: what is on, rooms, and the registers that the public may read."""

import datetime as dt
from functools import cache
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caojiadu.core.doors import Told
from caojiadu.core.finding.entries import Entry, Kind, in_both, page
from caojiadu.core.front.templatetags.portal import day, moment
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Function
from caojiadu.core.registers.declaration import all_registers
from caojiadu.core.registers.patterns.online_booking import lenders
from caojiadu.core.registers.views.activities import kinds
from caojiadu.core.registers.views.public import published_of
from caojiadu.core.registers.views.rooms import closures_ahead

Statement: TypeAlias = tuple[str, tuple[Any, ...]]
AHEAD = dt.timedelta(days=7)  # within which a closure is told on the first page
MOST = 200  # events and rooms that are looked through
ROOM_WORDS = (
    "场地、活动室、会议室、教室、借场地、借会议室、租场地、场地预约、会议室预约、借教室、排练、排练厅、合唱、唱歌、"
    "跳舞",
    "rooms, room, book a room, hall, meeting room, rehearsal, choir, dance",
)
ACTIVITY_WORDS = (
    "活动、最近的活动、活动报名、课程、上课、培训班、兴趣班、老年大学报名、讲座、展览、演出、比赛、运动、健身、"
    "志愿者、亲子活动、周末",
    "what is on, activities, events, course, class, talk, sport, volunteer, weekend",
)


@provide("findable")
def pages() -> list[Entry]:
    """The way to what is on, to the rooms, and to each register that everybody may read."""
    return [
        page(
            "activities",
            "activities",
            title=_("What is on"),
            line=_("Courses, talks, sports, volunteering near you"),
            words=ACTIVITY_WORDS,
        ),
        page(
            "rooms",
            "rooms:list",
            title=_("Rooms for residents"),
            line=_("See which are free, and book one."),
            words=ROOM_WORDS,
        ),
        *_registers(),
    ]


def _registers() -> list[Entry]:
    offices = {one.code: one.office.name for one in Function.objects.select_related("office")}
    return [
        Entry(
            kind=Kind.REGISTER,
            key=one.key,
            url=reverse("public_register", args=[one.key]),
            title=str(one.label),
            line=_("Public register of the %(office)s") % {"office": offices[one.function]},
            words=in_both(one.label),
        )
        for one in all_registers()
        if one.public
    ]


@provide("found_now")
def events_to_come(_typed: str) -> list[Entry]:
    """The next events of every kind."""
    return [_event(*row) for row in _rows(*_events())]


@cache
def _events() -> Statement:
    parts = [published_of(one).filter(ends_at__gt=Now()) for one in kinds()]
    return _together([part.order_by().values_list("number", "title", "starts_at", "place") for part in parts], 3)


def _event(number: str, title: str, starts_at: dt.datetime, place: str) -> Entry:
    return Entry(
        kind=Kind.ACTIVITY,
        key=number,
        url=reverse("activity", args=[number]),
        title=title,
        line=moment(starts_at),
        words=(title, ""),
        place=place,
    )


@provide("found_now")
def rooms_to_book(_typed: str) -> list[Entry]:
    """The rooms that residents may book."""
    return [_room(*row) for row in _rows(*_rooms())]


@cache
def _rooms() -> Statement:
    parts = [published_of(things) for _register, things in lenders()]
    return _together([part.order_by().values_list("pk", "title") for part in parts], 2)


def _together(parts: list[QuerySet[Any]], column: int) -> Statement:
    """One statement for rows of many tables, in the order of a column. What is published is the same for everybody and
    every day, so the statement is put together once in a process: that takes longer than to ask it."""
    if not parts:
        return "", ()
    sql, given = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    return f"{sql} ORDER BY {column} LIMIT {MOST}", given


def _rows(sql: str, given: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _room(key: int, title: str) -> Entry:
    return Entry(
        kind=Kind.ROOM,
        key=str(key),
        url=reverse("rooms:room", args=[key]),
        title=title,
        line=_("A room that residents may book"),
        words=(title, ""),
    )


@provide("told_today")
def houses_closed() -> list[Told]:
    """The houses that are closed these days."""
    soon, kind = timezone.localdate() + AHEAD, pgettext("these days", "closed")
    return [
        Told(reverse("rooms:list"), f"{one['place']} {day(one['since'])}–{day(one['until'])}", kind)
        for one in closures_ahead()
        if one["since"] <= soon
    ]
