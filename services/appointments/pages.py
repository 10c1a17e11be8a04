"""What the pages about appointments share: where it is, what to bring, the QR code, the days and times to choose."""

import datetime as dt
from typing import Any

import segno
from django.http import HttpRequest

from caojiadu.core.organisation.models import Fact
from services.appointments.models import Appointment, BookingRules
from services.appointments.times import Diary, read_day, read_time
from services.catalogue.models import Item, Paper


def place_and_papers(item: Item, centre: Any = None) -> dict[str, Any]:
    """The centre, that of the item unless one is booked at another, with its facts; and the papers to be brought."""
    centre = centre or item.centre
    papers = Paper.objects.filter(item=item, confirmed=True, obtained=False)
    return {"centre": centre, "facts": Fact.objects.filter(centre=centre), "bring": papers}


def times(rules: BookingRules, request: HttpRequest, need: str, **link: Any) -> dict[str, Any]:
    """What `services/appointments/_times.html` shows: every day, and the times of the one that is chosen."""
    diary = Diary(rules)
    days = [(day, day.free(need)) for day in diary.days()]
    wanted = read_day(request.GET.get("day", "")) or _day_of(read_time(request.GET.get("at", "")))
    first = next((day for day, free in days if free), None)
    chosen = next((day for day, _free in days if day.date == wanted), first)
    slots = [(slot, len(slot.free(need))) for slot in chosen.slots] if chosen else []
    keeps = any(row.kept for row in diary.hours)
    return {
        "days": days,
        "chosen": chosen,
        "slots": slots,
        "need": need,
        "keeps": keeps,
        "none_free": not first,
        **link,
    }


def _day_of(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


def need_in(given: Any) -> str:
    """Whether somebody said that they are older or disabled."""
    need = str(given.get("need", ""))
    return need if need in Appointment.Need.values else ""


def qr(number: str) -> str:
    """A number as a QR code, in a data: address for an image. A scanner at the centre reads the digits alone."""
    return str(segno.make(number, error="m", micro=False).svg_data_uri(scale=6, border=2, light="#fff"))
