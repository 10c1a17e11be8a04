"""A reception hall for tests: windows, clerks, and what they do, through the pages."""

import datetime as dt
import re
from typing import Any

from django.test import Client

from caojiadu.core.organisation.models import Centre
from services.hall.models import HallWindow, Ticket
from services.hall.tickets import open_day
from tests.cast import make_people
from tests.entries import signed_in

KEY = "affairs-reception"
NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
PUBLIC, DESK = f"/services/hall/{KEY}/", f"/desk/services/hall/{KEY}/"


def centre() -> Centre:
    """The centre whose hall is tried."""
    return Centre.objects.get(key=KEY)


def make_windows(*numbers: int) -> list[HallWindow]:
    """Windows that nobody sits at."""
    return [HallWindow.objects.create(centre=centre(), number=number) for number in numbers]


class Clerk:
    """Somebody who works in the hall, in a browser."""

    def __init__(self, username: str, role: str = "window", office: str = "D") -> None:
        self.user = make_people({username: (f"{username}某", role, office)})[username]
        self.client: Client = signed_in(self.user)
        self.seen = ""

    def press(self, do: str, **more: Any) -> str:
        """Press a button of the window's page, on the ticket that it showed last; what the next page says."""
        answer = self.client.post(f"{DESK}act/", {"do": do, "ticket": self.seen, **more}, follow=True)
        page = str(answer.content.decode())
        shown = re.search(r'<input type="hidden" name="ticket" value="(\w+)"', page)
        self.seen = shown[1] if shown else ""
        return page

    def page(self) -> str:
        """The window's page."""
        return str(self.client.get(DESK).content.decode())

    def sits(self, window: int) -> "Clerk":
        """At a window now."""
        self.press("sit", window=window)
        return self

    @property
    def ticket(self) -> Ticket | None:
        """The ticket at the window, as the page shows it."""
        found: Ticket | None = self.client.get(DESK).context.get("ticket")
        return found


def tablet() -> Client:
    """The tablet that the head put by the door."""
    clerk = Clerk("at the door", "head")
    assert clerk.client.post(f"{DESK}act/", {"do": "tablet"})["Location"] == f"{PUBLIC}door/"
    return clerk.client


def came(at: Client | None = None, **more: Any) -> Ticket:
    """Somebody takes a number by the door."""
    answer = (at or Client()).post(f"{PUBLIC}door/", more)
    assert answer.status_code == 302, answer.content.decode()
    return Ticket.objects.get(key=answer["Location"].split("/")[-2])


def opened(now: dt.datetime | None = None) -> Centre:
    """The hall, giving out numbers."""
    found = centre()
    open_day(found, now)
    return found
