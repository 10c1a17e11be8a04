"""An office's dates: month by month on a page, and as a feed for a calendar program."""

import datetime as dt
import hashlib
import secrets
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.desk.views.common import page
from caojiadu.core.front.posting import posted_from
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.access import office_or_404, seen_by, works_in
from caojiadu.core.registers.declaration import Register, months_after
from caojiadu.core.registers.models import CalendarKey, RecordDate
from caojiadu.core.workdays.deadlines import end_of

MOST = 500  # dates of each sort on one page
AHEAD = dt.timedelta(days=400)


@never_cache
@staff_required
def calendar(request: HttpRequest, office: str) -> HttpResponse:
    """What falls due in one month, day by day. The address of a new feed is shown once."""
    found = _own_office(request, office)
    first = _month(request.GET.get("month", ""))
    last = months_after(first, 1) - dt.timedelta(days=1)
    dates = sorted(_dates(request.user, found, first, last), key=lambda one: (one["on"], one["number"]))
    context = {
        "office": found,
        "slug": office,
        "first": first,
        "days": [(day, list(ones)) for day, ones in groupby(dates, key=lambda one: one["on"])],
        "before": months_after(first, -1),
        "after": months_after(first, 1),
        "today": timezone.localdate(),
        "has_key": CalendarKey.objects.filter(user=request.user.pk).exists(),
        "feed": request.session.pop("calendar_feed", ""),
    }
    return page(request, "registers/calendar.html", context)


@staff_required
@posted_from("registers:calendar", "office")
def make_key(request: HttpRequest, office: str) -> HttpResponse:
    """Make the address of a feed, or take it back; an older one ends with either."""
    _own_office(request, office)
    whose: Any = request.user
    CalendarKey.objects.filter(user=whose).delete()
    if "end" in request.POST:
        messages.success(request, _("The feed has ended. Its address opens nothing any more."))
    else:
        secret = secrets.token_hex(20)
        CalendarKey.objects.create(user=whose, digest=_digest(secret))
        request.session["calendar_feed"] = request.build_absolute_uri(reverse("registers:feed", args=[office, secret]))
    record(action="calendar_key", subject_type="user", subject_key=request.user.pk, request=request)
    return redirect("registers:calendar", office)


@never_cache
@require_safe
def feed(request: HttpRequest, office: str, secret: str) -> HttpResponse:
    """The dates as iCalendar (RFC 5545): register and number, neither words nor names, since they leave the house."""
    held = CalendarKey.objects.filter(digest=_digest(secret)).select_related("user").first()
    user = held.user if held and held.user.is_active else None
    found = Office.objects.filter(key=office.replace("-", "_")).first()
    if user is None or found is None or found.pk not in {post.office_id for post in user.posts_today}:
        raise Http404
    from icalendar import Calendar, Event  # with its time zones: loaded with the first feed

    today = timezone.localdate()
    book = Calendar()
    book.add("prodid", "-//Caojiadu Sub-district Office//Registers//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", str(found))
    for one in _dates(user, found, today - dt.timedelta(days=31), today + AHEAD):
        event = Event()
        event.add("uid", f"{one['number'].lstrip('#')}-{one['label']}@{request.get_host().split(':')[0]}")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", one["on"])
        event.add("summary", f"{one['label']} {one['number']}")
        event.add("url", request.build_absolute_uri(one["url"]))
        book.add_component(event)
    return HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")


def _own_office(request: HttpRequest, slug: str) -> Office:
    found = office_or_404(slug)
    if not works_in(signed_in(request), found):
        raise Http404
    return found


def _dates(user: Visitor, office: Office, first: dt.date, last: dt.date) -> list[dict[str, Any]]:
    """Dates of entries and limits of matters between two days: one query each."""
    registers = {one.key: one for one in seen_by(user) if not one.is_matter}
    slug = office.key.replace("_", "-")
    entries = RecordDate.objects.filter(office=office, due_on__gte=first, due_on__lte=last)
    entries = entries.filter(record__register__in=registers).select_related("record").order_by("due_on")[:MOST]
    found = [
        {
            "on": row.due_on,
            "title": row.record.title,
            "number": f"#{row.record_id}",
            "label": _what(registers[row.record.register], row.key),
            "url": reverse("registers:record", args=[slug, row.record.register, row.record_id]),
        }
        for row in entries
    ]
    start = timezone.make_aware(dt.datetime.combine(first, dt.time.min))
    # A report against somebody stands in no calendar: its dates would leave the house with the feed.
    cases = Case.objects.visible_to(user).exclude(confidentiality=Confidentiality.SECRET)
    cases = cases.filter(office=office, closed_at=None, due_at__gte=start, due_at__lte=end_of(last))
    return found + [
        {
            "on": timezone.localdate(case.due_at),
            "title": case.title,
            "number": case.number or "",
            "label": str(case.workflow.label),
            "url": reverse("desk:case", args=[case.number]),
        }
        for case in cases.order_by("due_at")[:MOST]
    ]


def _what(register: Register, key: str) -> str:
    """What a date means."""
    said = next((one.label for one in register.reminders if one.key == key), register.label)
    return f"{register.singular} · {said}"


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
