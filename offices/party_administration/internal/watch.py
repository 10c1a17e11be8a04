"""Whether duty is kept day and night: times in the next days that no shift covers, told once for each day."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.accounts.models import Post, User, Visitor
from caojiadu.core.accounts.roles import Role
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.registers.patterns.free_times import Span, gaps
from offices.party_administration.models import DutyShift

AHEAD = dt.timedelta(days=7)
register_template(
    "duty_gap",
    title=("值班表有空档", "Nobody is on the duty roster for some time"),
    body=(
        "{day}有时段无人值班，请尽快排班（街道实行二十四小时值班）。",
        "On {day} there is a time for which nobody is on duty. Please complete the roster.",
    ),
    variables=("day",),
)


def uncovered(now: dt.datetime) -> list[Span]:
    """The times of the next seven days that no shift covers; none while no roster is kept at all."""
    until = now + AHEAD
    shifts = DutyShift.objects.filter(counts=True)
    if not shifts.exists():
        return []
    rows = shifts.filter(starts_at__lt=until, ends_at__gt=now).order_by("starts_at")
    return gaps([Span(now, until)], list(rows.values_list("starts_at", "ends_at")))


@provide("every_day")
def tell_of_gaps(now: dt.datetime) -> int:
    """Tell whoever keeps the roster of each day with a gap, once."""
    days = {timezone.localdate(span.start) for span in uncovered(now)}
    if not days:
        return 0
    for day in sorted(days):
        for person in _keepers():
            key = f"duty-gap-{day}-u{person.pk}"
            put(template="duty_gap", to=To.user(person), dedup_key=key, context={"day": day.isoformat()})
    return len(days)


@provide("panels.duty_shift")
def gaps_beside(case: Any, user: Visitor) -> list[Panel]:
    """What the roster still lacks, on the page of each shift."""
    spans = [(timezone.localtime(span.start), timezone.localtime(span.end)) for span in uncovered(timezone.now())]
    return [Panel("offices/party_administration/duty_gaps.html", {"spans": spans})] if spans else []


def _keepers() -> list[User]:
    posts = Post.objects.filter(office=office_of_function("A6"), role__in=(Role.HANDLER, Role.HEAD)).held_on()
    return list(User.objects.filter(is_active=True, pk__in=posts.values("user_id")))
