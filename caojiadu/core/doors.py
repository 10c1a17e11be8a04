"""What other parts hand to the pages of residents and to the desk: doors, links, matters, news."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import QuerySet

from caojiadu.core.workflow import Text


@dataclass(frozen=True)
class Link:
    """The way to a page."""

    url: str
    label: Text


@dataclass(frozen=True)
class RailLink(Link):
    """A page in the rail of the desk, with how many rows are counted there, if any are."""

    rows: "QuerySet[Any] | None" = None
    # What stands there in place of a zero.
    zero: str = "0"
    # The group of the rail in which it stands, one of `core/desk/rail.py`.
    group: str = "letters"


@dataclass(frozen=True)
class Door(Link):
    """A big link with an icon (its name in Bootstrap Icons) and a sentence that says what is behind it."""

    icon: str
    hint: Text


@dataclass(frozen=True)
class Hall(Link):
    """A reception hall as it is now; the link is that to a number of it. No minutes where nobody can tell them."""

    open: bool
    waiting: int = 0
    minutes: int | None = None
    hours: str = ""
    # Where one books a time; empty where one cannot.
    booking: str = ""


@dataclass(frozen=True)
class Told(Link):
    """What touches everybody's day, with a word that says what it is."""

    kind: Text
    tone: str = "soon"


@dataclass(frozen=True)
class Item:
    """One thing that a resident has with us, as a line of "My matters"."""

    key: int  # of its row: with `when` it is the mark of a page
    title: Text
    url: str
    state: Text
    when: dt.datetime  # it was made
    number: str = ""
    tone: str = "wait"  # of the chip: wait, soon, late, done, plain
    kind: Text = ""  # what it is, or in what way it is theirs
    due_at: dt.datetime | None = None
    takes_place: str = ""  # day and time, in words
    needs_me: Text = ""  # a sentence: what we wait for from this person
    over: bool = False  # nothing more comes of it


# A page of them, the newest first, and whether there are more.
Items: TypeAlias = tuple[list[Item], bool]


@dataclass(frozen=True)
class News:
    """One notice as a line of a list."""

    url: str
    title: str
    on: dt.date | None
    topic: Text
