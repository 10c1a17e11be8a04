"""The halls and closures of these days, for the first page of the portal."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caojiadu.core.bilingual import in_language
from caojiadu.core.doors import Hall, Told
from caojiadu.core.front.templatetags.portal import day
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Centre, Fact
from services.appointments.models import Closure, OpeningHours
from services.hall.access import halls
from services.hall.line import closed_before, pace_of
from services.hall.tickets import today_of

AHEAD = dt.timedelta(days=7)  # within which a closure is told on the first page


@provide("halls_today")
def halls_now() -> list[Hall]:
    """Each hall: whether it gives out numbers, how many wait, and how long."""
    return [_now(centre) for centre in halls().order_by("order")]


def _now(centre: Centre) -> Hall:
    today = today_of(centre)
    open_now = today is not None and today.stopped_at is None
    waiting = today.tickets.waiting().count() if today and open_now else 0
    minutes = pace_of(today).wait_of(waiting + 1) if today and open_now else None
    if closed_before(centre, minutes, timezone.now()):
        minutes = None  # nobody is told of a turn after the doors are shut
    hours = Fact.objects.filter(centre=centre, key__endswith="_hours").first()
    books = OpeningHours.objects.filter(rules__centre=centre).exists()
    return Hall(
        url=reverse("services:hall", args=[centre.key]),
        label=centre.name,
        open=open_now,
        waiting=waiting,
        minutes=minutes,
        hours=hours.text if hours and hours.filled else "",
        booking=reverse("services:appointments") if books else "",
    )


@provide("told_today")
def closures() -> list[Told]:
    """The days of this week on which a centre receives nobody."""
    today = timezone.localdate()
    rows = Closure.objects.filter(last_on__gte=today, first_on__lte=today + AHEAD).select_related("centre")
    url, kind = reverse("services:appointments"), pgettext("these days", "closed")
    return [Told(url, _closed(row), kind) for row in rows.order_by("first_on", "pk")]


def _closed(row: Closure) -> str:
    days = day(row.first_on) if row.first_on == row.last_on else f"{day(row.first_on)}–{day(row.last_on)}"
    reason = in_language(row.reason_zh, row.reason_en)
    return _("%(centre)s, %(days)s: %(reason)s") % {"centre": row.centre.name, "days": days, "reason": reason}
