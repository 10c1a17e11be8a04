"""Bookings that residents ask for themselves: what they may do with them, what they are told, and asking for one."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text, refused_by_model
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving, move, open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.tell import tell
from caojiadu.core.community.models import Relative
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.front import my_matters
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.models import Function
from caojiadu.core.registers.declaration import Register, all_registers, by_model
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns import booking
from caojiadu.core.registers.patterns.free_times import AHEAD
from caojiadu.core.types import NamedRow, Values
from caojiadu.core.workflow import By, Notify, State, Transition, Workflow

MOST_AHEAD = 5  # bookings that one account holds at a time, so that a room is there for everybody
LINE = 60  # characters of a title that is taken from what was written
WHY = "caojiadu.core.registers.patterns.online_booking.WhyForm"

for _key, _title, _body in (
    (
        "room_confirmed",
        ("您的场地预约已确认", "Your booking is confirmed"),
        (
            "您的场地预约（编号{number}）已确认，请按时使用；如不能来，请提前取消。{office_name} {office_phone}",
            "Your booking {number} is confirmed. If you cannot come, please cancel it in time. "
            "{office_name} {office_phone}",
        ),
    ),
    (
        "room_moved",
        ("您的场地预约时间有变更", "The time of your booking has changed"),
        (
            "您的场地预约（编号{number}）时间有变更，请登录查看。{office_name} {office_phone}",
            "The time of your booking {number} has changed: sign in to read it. {office_name} {office_phone}",
        ),
    ),
    (
        "room_refused",
        ("您的场地预约未能安排", "Your booking cannot be had"),
        (
            "您的场地预约（编号{number}）未能安排，原因请登录查看，也可另选时间。{office_name} {office_phone}",
            "Your booking {number} cannot be had. Sign in to read why, or choose another time. "
            "{office_name} {office_phone}",
        ),
    ),
    (
        "room_closed",
        ("场地关闭，请另选时间", "The house is closed: please choose another time"),
        (
            "您预约的场地（编号{number}）届时关闭，请登录另选时间，编号不变。{office_name} {office_phone}",
            "The house is closed at the time of your booking {number}. Sign in to choose another time; "
            "the number stays the same. {office_name} {office_phone}",
        ),
    ),
    (
        "room_of_resident",
        ("居民预约、改期或取消场地", "A resident booked, moved or cancelled a room"),
        (
            "场地预约{number}：居民提出预约、改期或取消，请查看。",
            "Booking {number}: a resident asked for it, moved or cancelled it.",
        ),
    ),
):
    register_template(_key, title=_title, body=_body)

# What a resident reads of the keeper's steps, and which message comes with them.
_TOLD = {
    "approve": (gettext_lazy("Confirmed"), "room_confirmed"),
    "refuse": (gettext_lazy("Refused"), "room_refused"),
    "cancel": (gettext_lazy("Cancelled by the centre"), "room_refused"),
    "other_time": (gettext_lazy("Another time was set"), "room_moved"),
    "hand_over": (gettext_lazy("You came"), ""),
    "give_back": (gettext_lazy("Used"), ""),
    "no_show": (gettext_lazy("Nobody came"), ""),
}


class WhyForm(MoveForm):
    """Why something is not to be had; where a resident asked for it, in words for the resident."""

    public_words = ("reason",)

    reason = long_text(
        gettext_lazy("Why"), rows=2, help_text=gettext_lazy("A resident who booked online reads these words.")
    )


def workflow(own_states: booking.States, **given: Any) -> Workflow:
    """The workflow of a kind of booking that residents ask for too; else as `booking.workflow`."""
    flow = booking.workflow(own_states, **given)
    steps = tuple(_told(step) for step in flow.transitions)
    limits = tuple(
        replace(one, starts=(*one.starts, "rebook"))
        if one.key == "approval"
        else replace(one, met_by=(*one.met_by, "rebook"))
        for one in flow.limits
    )
    return replace(
        flow,
        transitions=(*steps, *_by_residents(own_states)),
        limits=limits,
        open_effects=(*flow.open_effects, _tell_the_keeper),
    )


def _told(step: Transition) -> Transition:
    if step.key not in _TOLD:
        return step
    words, template = _TOLD[step.key]
    effects = (*step.effects, _tell_who_booked(template)) if template else step.effects
    step = replace(step, public=True, told=words, effects=effects)
    return replace(step, form=WHY, asks=()) if step.asks == ("reason",) else step


def _by_residents(own_states: booking.States) -> tuple[Transition, ...]:
    alive: tuple[State, ...] = (own_states.requested, own_states.approved)
    return (
        Transition(
            "rebook",
            gettext_lazy("Ask for another time"),
            (*alive, own_states.called_off),
            own_states.requested,
            by=By.RESIDENT,
            fields=("starts_at", "ends_at"),
            guards=(booking.one_at_a_time, _not_begun, _not_too_far),
            effects=(_hold_again, _tell_the_keeper),
            public=True,
            told=gettext_lazy("You asked for another time"),
        ),
        Transition(
            "give_up",
            gettext_lazy("Cancel the booking"),
            (*alive, own_states.called_off),
            own_states.cancelled,
            by=By.RESIDENT,
            guards=(_not_begun,),
            effects=(booking.let_go, _tell_the_keeper),
            public=True,
            told=gettext_lazy("You cancelled it"),
        ),
        Transition(
            "call_off",
            gettext_lazy("Call off: the house is closed"),
            alive,
            own_states.called_off,
            by=By.TIMER,
            effects=(booking.let_go,),
            notify=(Notify("resident", "room_closed"),),
            public=True,
            told=gettext_lazy("Called off: the house is closed then"),
        ),
    )


def _tell_who_booked(template: str) -> Callable[[Moving], None]:
    def effect(moving: Moving) -> None:
        if moving.case.channel == "web" and moving.event:
            tell(moving.written, moving.case, [Notify("resident", template)])

    return effect


def _tell_the_keeper(moving: Moving) -> None:
    if moving.case.channel == "web" and moving.event:
        tell(moving.written, moving.case, [Notify("head", "room_of_resident"), Notify("handler", "room_of_resident")])


def has_begun(case: booking.Booking) -> bool:
    """Whether the time of a confirmed booking has come: whether somebody used it is then the keeper's to note."""
    return case.state.endswith("_approved") and case.starts_at <= timezone.now()


def _not_begun(moving: Moving) -> None:
    """A guard: nobody takes back a booking whose time has come."""
    if has_begun(moving.case):
        raise Refused(_("The time of this booking has come. Please ring the centre if you cannot be there."))


def _not_too_far(moving: Moving) -> None:
    """A guard: another time lies within the days for which residents can book."""
    if timezone.localdate(moving.data["starts_at"]) > last_day():
        raise Refused(_("You can book for the next %(n)d days.") % {"n": AHEAD})


def _hold_again(moving: Moving) -> None:
    moving.change(holds=True)


def lenders() -> list[tuple[Register, Register]]:
    """The registers of bookings that residents ask for, each with that of its things."""
    found = []
    for one in all_registers():
        things = (
            by_model(one.model_class._meta.get_field(one.model_class.thing).related_model)
            if one.booking_fields
            else None
        )
        if things:
            found.append((one, things))
    return found


def bookings_of(user: Visitor, relative: Relative | None = None) -> QuerySet[Case]:
    """What was booked here with the account of somebody; with a relative, what that person booked."""
    kinds = [one.workflow.key for one, _things in lenders() if one.workflow]
    return my_matters.more_of_account(Case.objects.filter(kind__in=kinds, channel="web"), user, relative)


def last_day() -> dt.date:
    """The last day for which residents can book."""
    return timezone.localdate() + dt.timedelta(days=AHEAD)


@transaction.atomic
def ask(*, user: User, register: Register, thing: Record, name: str, values: Values) -> NamedRow:
    """Ask for a thing at a time; pressed twice it is one booking. Raises ValidationError, Unusable.

    Whoever comes second waits here for the first, and then reads when it is free next.
    """
    assert register.workflow is not None
    model = register.model_class
    User.objects.select_for_update().get(pk=user.pk)
    booking.hold_still(thing.pk)
    resident = find_or_create_resident(name=name, phone=user.phone_sealed)
    given = {**model.of_residents(), **values, model.thing: thing}
    times = {name: given[name] for name in (model.thing, "starts_at", "ends_at")}
    held = model.objects.filter(kind=register.workflow.key, channel="web", holds=True, **times)
    if (before := held.filter(resident=resident).first()) is not None:
        return before
    _not_too_many(user, given["starts_at"])
    for problem in refused_by_model(model(**given), given):
        raise problem
    function = Function.objects.select_related("office").get(code=register.function)
    first = next((str(given[name]) for name in register.booking_fields if isinstance(given[name], str)), "")
    return open_case(
        kind=register.workflow.key,
        actor=Actor.resident(user),
        office=function.office,
        function=function,
        title=given.pop("title", "") or Truncator(first).chars(LINE),
        channel="web",
        resident=resident,
        **given,
    )


def _not_too_many(user: User, starts_at: dt.datetime) -> None:
    """Raise ValidationError where an account holds many bookings, or books long ahead."""
    if timezone.localdate(starts_at) > last_day():
        raise ValidationError(_("You can book for the next %(n)d days.") % {"n": AHEAD})
    if bookings_of(user).filter(closed_at=None).count() >= MOST_AHEAD:
        many = _("You hold %(n)d bookings already. Use or cancel one of them first, or ring the office.")
        raise ValidationError(many % {"n": MOST_AHEAD})


def call_off(bookings: Iterable[booking.Booking]) -> None:
    """Call off what residents booked for a time at which the house is closed, unless they use it, and tell them."""
    for one in bookings:
        step = one.workflow.transition("call_off")
        assert step is not None
        if one.channel == "web" and one.state in {state.key for state in step.sources}:
            move(case=one, key=step.key, actor=Actor.timer())
