"""The community cultural activity centre (H14): hours, rooms, bookings, closures, performances."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import staff_in, tell_people
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import norm, on_day, only_in
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import booking, event, online_booking, sign_up
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.development.centre.models import AHEAD, CulturalBooking, CulturalClosure, CulturalPerformance

ART_18 = _("Shanghai Provisions on Community Public Culture, art. 18")
declare(
    Register(
        key="cultural-centres",
        label=_("Cultural activity centres"),
        singular=_("Cultural activity centre"),
        model="office_development.CulturalCentre",
        function="H14",
        title=_("Name of the centre"),
        fields=(
            *("title", "address", "operator", "contract_until", "weekday_opens", "weekday_closes"),
            *("weekend_opens", "weekend_closes", "holiday_opens", "holiday_closes"),
        ),
        columns=("operator", "weekday_opens", "weekday_closes"),
        reminders=(
            Reminder(
                "contract",
                _("Contract with the operator ends"),
                "contract_until",
                lead=90,
                article=_("Day in the contract"),
            ),
        ),
        public=(
            *("address", "weekday_opens", "weekday_closes", "weekend_opens", "weekend_closes"),
            *("holiday_opens", "holiday_closes"),
        ),
        hint=_("Open daily, at least 56 hours a week, longer on holidays; basic services are free (arts. 18–19)."),
    )
)
declare(
    Register(
        key="cultural-rooms",
        label=_("Rooms of the centre"),
        singular=_("Room of the centre"),
        model="office_development.CulturalRoom",
        function="H14",
        title=_("Name of the room of the centre"),
        fields=("title", "centre", "kind", "seats", "basic", "fee", "opens", "closes", "open_on"),
        columns=("centre", "kind", "seats", "fee"),
        filters=("kind", "centre"),
        public=("centre", "kind", "seats", "fee", "open_on", "opens", "closes"),
        hint=_("What each room is for, and whether using it is free."),
    )
)
ROOM = booking.states(
    "culturalroom",
    requested=_("Requested"),
    approved=_("Confirmed"),
    used=_("Checked in"),
    ended=_("Used and left in order"),
    missed=_("Nobody came"),
)
register(
    online_booking.workflow(
        ROOM,
        key="cultural_booking",
        label=_("Booking of a room of the centre"),
        model="office_development.CulturalBooking",
        function="H14",
        series="CW",
        asks={"hand_over": ("came",)},
    )
)
declare(
    Register(
        key="cultural-bookings",
        label=_("Bookings of rooms of the centre"),
        singular=_("Booking of a room of the centre"),
        model="office_development.CulturalBooking",
        function="H14",
        title=_("What for"),
        fields=("title", "room", "group", "purpose", "people", "starts_at", "ends_at", "asked_by"),
        columns=("room", "group", "starts_at", "ends_at"),
        filters=("room",),
        asked_by_all=True,
        booking_fields=("purpose", "group", "people"),
        hint=_("Requested, confirmed, checked in; a room is never booked twice for the same time."),
    )
)
CLOSURE = Matter("office_development.CulturalClosure")
AT_ONCE = CulturalClosure.Reason.SAFETY
MOST_NAMED = 10  # bookings in one message
_WORDS = (
    "文化活动中心因安全原因临时关闭，请另行安排时间：{number}",
    "The centre closes for safety; find another time for {number}",
)
register_template("centre_closed", title=_WORDS, body=_WORDS)
register_template(
    "event_closed",
    title=("活动场地临时关闭", "The house of an event is closed"),
    body=(
        "您报名的活动（编号{number}）所在场地因安全原因临时关闭，改期安排另行通知。{office_name} {office_phone}",
        "The house of the event {number} you signed up for is closed for safety. We tell you of another time. "
        "{office_name} {office_phone}",
    ),
)
PLANNED = State("closure_planned", _("Closure planned, to be approved"))
APPROVED = State("closure_approved", _("Approved, to be announced"), tone="soon")
ANNOUNCED = State("closure_announced", _("Closure announced"))
OVER = State("closure_over", _("Open again"), final=True, tone="done")
DROPPED = State("closure_dropped", _("Stays open"), final=True, tone="done")


def who_comes(closure: Any) -> list[Any]:
    """The bookings and performances that lie in the days of a closure."""
    days = Q(room__centre=closure.centre_id, starts_at__date__lte=closure.until, ends_at__date__gte=closure.since)
    held = CulturalPerformance.objects.filter(days, closed_at=None)
    return [*CulturalBooking.objects.filter(days, holds=True), *held]


def nobody_comes(moving: Moving) -> None:
    """A guard: whoever has a room in those days is given another time first, unless there is danger.

    What residents booked themselves is called off then: they are told, and choose another time.
    """
    found = [] if moving.case.why == AT_ONCE else [one for one in who_comes(moving.case) if one.channel != "web"]
    if found:
        text = ngettext(
            "%(n)d booking or performance lies in those days; give it another time first: %(which)s.",
            "%(n)d bookings and performances lie in those days; give them another time first: %(which)s.",
            len(found),
        )
        raise Refused(text % {"n": len(found), "which": ", ".join(one.number for one in found[:MOST_NAMED])})


def still_in_time(moving: Moving) -> None:
    """A guard: what cannot be announced seven days ahead any more is not approved (art. 18): it shuts rooms at once."""
    if moving.case.too_late:
        raise Refused(_("A closure is announced %(n)d days ahead (art. 18).") % {"n": AHEAD})


def call_off(moving: Moving) -> None:
    """An effect: what residents booked themselves in those days is called off, and they are told."""
    online_booking.call_off([one for one in who_comes(moving.case) if isinstance(one, CulturalBooking)])


def tell_who_comes(moving: Moving) -> None:
    """Where it closes at once, whoever has a room in those days is told of each, to find another time for it; and so
    is everybody on the list of a performance."""
    for one in who_comes(moving.case) if moving.case.why == AT_ONCE else ():
        people = staff_in("handler", one) | staff_in("co", one) | ({one.opened_by_id} - set(one.barred) - {None})
        key = f"event-{moving.written.pk}-{one.pk}"
        tell_people(one, people, "centre_closed", key=key, leave_out=moving.actor.user_id)
        sign_up.tell_everybody(one, "event_closed", key=key)


@provide("closures_ahead")
def closures_ahead() -> list[dict[str, Any]]:
    """The announced closures that last or lie ahead, the next first."""
    found = CulturalClosure.objects.filter(state=ANNOUNCED.key, until__gte=timezone.localdate())
    return [
        {
            "place": one.centre.title,
            "what": one.title,
            "since": one.since,
            "until": one.until,
            "why": one.get_why_display(),
            "instead": one.instead,
        }
        for one in found.select_related("centre").order_by("since", "pk")
    ]


def set_last_day(moving: Moving) -> None:
    """The day by which it is announced follows from its first day (art. 18)."""
    moving.change(announce_by=moving.case.last_day)
    steps.restart_limits("announce")(moving)


register(
    Workflow(
        key="cultural_closure",
        label=_("Closure of the centre"),
        model=CLOSURE.model,
        function="H14",
        initial=PLANNED,
        series="TG",
        open_told=_("Planned"),
        open_effects=(set_last_day,),
        open_notify=(steps.TO_DECIDE,),
        transitions=(
            CLOSURE.decide(
                "closure_approve",
                _("Approve the closure"),
                PLANNED,
                to=APPROVED,
                not_by=(
                    OPEN,
                    "closure_move",
                ),
                guards=(still_in_time, nobody_comes),
                effects=(call_off, tell_who_comes),
                main=True,
            ),
            CLOSURE.step(
                "closure_move",
                _("Change the days"),
                PLANNED,
                APPROVED,
                to=PLANNED,
                fields=("since", "until"),
                asks=("reason",),
                effects=(set_last_day,),
                hint=_("It is approved anew."),
            ),
            CLOSURE.step(
                "closure_announce",
                _("Closure announced"),
                APPROVED,
                to=ANNOUNCED,
                fields=("announced_on", "announced_at"),
                main=True,
                hint=_("At the door and online, seven days ahead."),
            ),
            CLOSURE.step("closure_reopen", _("Open again"), ANNOUNCED, to=OVER, asks=("done",), main=True),
            CLOSURE.step("closure_drop", _("Do not close"), PLANNED, APPROVED, to=DROPPED, asks=("reason",)),
            *CLOSURE.usual(PLANNED, APPROVED, ANNOUNCED),
        ),
        limits=(
            on_day(
                "announce",
                _("Announce the closure"),
                "announce_by",
                ART_18,
                starts=(OPEN,),
                met_by=("closure_announce", "closure_drop"),
                met_on="announced_on",
                legal=True,
                warn=(3, 1),
            ),
            on_day(
                "reopen",
                _("Open again"),
                "until",
                _("Day that was announced"),
                starts=("closure_announce",),
                met_by=("closure_reopen",),
                warn=(1,),
                applies=only_in(ANNOUNCED),
            ),
            norm(
                "approve",
                _("Decide on the closure"),
                3,
                starts=(OPEN, "closure_move"),
                met_by=("closure_approve", "closure_drop"),
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="cultural-closures",
        label=_("Closures of the centre"),
        singular=_("Closure of the centre"),
        model=CLOSURE.model,
        function="H14",
        title=_("What is closed"),
        fields=("title", "centre", "why", "grounds", "since", "until", "instead"),
        columns=("centre", "since", "until", "announced_on"),
        filters=("centre",),
        public=("centre", "why", "grounds", "since", "until", "instead"),
        shown_in=(ANNOUNCED,),
        hint=_("A closure is announced seven days ahead; nobody books a room of a closed centre."),
    )
)
STAGE = event.states("stage")
register(
    event.workflow(
        STAGE,
        key="cultural_performance",
        label=_("Performance in the centre"),
        model="office_development.CulturalPerformance",
        function="H14",
        series="ZQ",
        asks={"record": ("satisfied",)},
        guards={"change": (booking.one_at_a_time,)},
        public=("title", "place", "performed_by"),
    )
)
declare(
    Register(
        key="cultural-performances",
        label=_("Performances and courses in the centre"),
        singular=_("Performance in the centre"),
        model="office_development.CulturalPerformance",
        function="H14",
        title=_("Name of the event"),
        fields=(
            *("title", "room", "form", "performed_by", "ticket"),
            *("starts_at", "ends_at", "place", "places", "sign_up_until"),
        ),
        columns=("room", "form", "starts_at", "attended"),
        filters=("form", "room"),
        public=("form", "performed_by", "ticket", "starts_at", "ends_at", "place", "places", "sign_up_until"),
        shown_in=(STAGE.open, STAGE.held, STAGE.recorded),
        shown_since="published_on",
        hint=_("Performances, films and open courses: who plays, who signed up, who came."),
    )
)
