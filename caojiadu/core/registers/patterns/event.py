"""Events: planned, open for those who sign up, held, recorded; places, a waiting list, attendance."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.models import SignUp
from caojiadu.core.registers.patterns import sign_up
from caojiadu.core.registers.patterns.states import states_of
from caojiadu.core.registers.rules import no_personal, refuse
from caojiadu.core.workflow import By, Limit, State, Text, Transition, Who, Workflow
from caojiadu.core.workflow.parts import OPEN

LONG_AGO = dt.timedelta(days=366)
FORMS = "caojiadu.core.registers.patterns.sign_up."


class Event(Case):
    """One event. A kind adds what is its own: the theme, who speaks, for whom it is."""

    starts_at = models.DateTimeField(gettext_lazy("begins"))
    ends_at = models.DateTimeField(gettext_lazy("ends"))
    place = models.CharField(gettext_lazy("place"), max_length=120)
    places = models.PositiveIntegerField(
        gettext_lazy("places"), null=True, blank=True, help_text=gettext_lazy("Empty: as many as come.")
    )
    sign_up_until = models.DateTimeField(gettext_lazy("sign up until"), null=True, blank=True)
    attended = models.PositiveIntegerField(pgettext_lazy("event", "people who came"), null=True, blank=True)
    summary = models.TextField(gettext_lazy("what happened and what came of it"), blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """It ends after it begins, nobody signs up after that, and nobody loses a place.

        What was held without a plan is entered afterwards, within a year.
        """
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("This lies before the beginning.")})
        if self.sign_up_until and self.starts_at and self.sign_up_until > self.starts_at:
            raise ValidationError({"sign_up_until": _("This lies after the beginning.")})
        if self.places == 0 and not type(self)._base_manager.filter(pk=self.pk, places=0).exists():
            raise ValidationError({"places": _("At least one place; empty: as many as come.")})
        if self._state.adding and self.ends_at and self.ends_at < timezone.now() - LONG_AGO:
            raise ValidationError({"starts_at": _("This lies more than a year back.")})
        given = sign_up.taken(self) if self.pk and self.places is not None else 0
        if self.places is not None and self.places < given:
            raise ValidationError({"places": _("%(n)d places are taken already.") % {"n": given}})


class PublicEvent(Event):
    """An event of which everybody reads, once somebody else than who planned it has reviewed the words."""

    published_on = models.DateField(gettext_lazy("published on"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def public_url(self) -> str:
        """Where everybody reads about it and signs up."""
        return reverse("activity", args=[self.number])

    def clean(self) -> None:
        """What everybody reads says nothing by which somebody is found."""
        super().clean()
        refuse(no_personal(self, "title", "place"))


@dataclass(frozen=True)
class States:
    """Where an event of one kind stands."""

    planned: State
    open: State
    held: State
    recorded: State
    cancelled: State


def states(stem: str, **labels: Text) -> States:
    """The states of one kind of event, their keys begun with `stem`; `labels` say some of them otherwise."""
    said = {
        "planned": gettext_lazy("Planned"),
        "open": gettext_lazy("Open for sign-up"),
        "held": gettext_lazy("Held, to be recorded"),
        "recorded": gettext_lazy("Recorded"),
        "cancelled": gettext_lazy("Cancelled"),
    } | labels
    return States(**states_of(stem, said, rests=("recorded", "cancelled"), soon=("held",)))


def workflow(
    own: States,
    *,
    model: str,
    asks: Mapping[str, tuple[str, ...]] | None = None,
    guards: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    effects: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    more: tuple[Transition, ...] = (),
    limits: tuple[Limit, ...] = (),
    public: tuple[str, ...] = (),
    **given: Any,
) -> Workflow:
    """The workflow of one kind of event, to be registered.

    `asks`, `guards` and `effects` add the kind's own fields, rules and consequences to the moves "announce" and
    "record"; `more` are moves of its own. The model has the permission `handle_…`. Of a `PublicEvent` the words in
    `public` are reviewed by the head before everybody reads them; another time or place shows there at once.
    """
    matter = Matter(model, fields=asks or {}, guards=guards or {}, effects=effects or {})
    alive = (own.planned, own.open, own.held)
    reviewed = (
        (
            matter.publish(
                *alive,
                own.recorded,
                by=matter.staff("handle", Who.HEAD, Who.LEADER),
                by_nobody_who=(OPEN,),
                fields=public,
            ),
            matter.take_off(*alive, own.recorded, by=matter.staff("handle", Who.HEAD)),
            *joined_by_residents(own.open),
        )
        if public
        else ()
    )
    return Workflow(
        model=model,
        initial=own.planned,
        open_told=gettext_lazy("Planned"),
        transitions=(
            *_list_of_people(own, matter),
            *_plan(own, matter),
            *_day(own, matter),
            *reviewed,
            *more,
            *matter.usual(*alive, with_papers=False),
        ),
        limits=(*_LIMITS, *limits),
        **given,
    )


def _list_of_people(own: States, matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step("announce", gettext_lazy("Announce and open the list"), own.planned, to=own.open, main=True),
        matter.step(
            "sign_up",
            gettext_lazy("Sign somebody up"),
            own.open,
            form=FORMS + "SignUpForm",
            when=(list_open,),
            effects=(sign_up.sign_up,),
            main=True,
        ),
        matter.step(
            "withdraw",
            gettext_lazy("Take somebody off the list"),
            own.open,
            form=FORMS + "OneOfListForm",
            when=(_somebody,),
            effects=(sign_up.withdraw,),
        ),
    )


def joined_by_residents(open_list: State) -> tuple[Transition, ...]:
    """The moves with which residents put themselves on the list of a published event, and take themselves off."""
    return (
        Transition(
            "join",
            gettext_lazy("Sign up"),
            (open_list,),
            by=By.RESIDENT,
            form=FORMS + "JoinForm",
            guards=(_published, list_open),
            effects=(sign_up.sign_up,),
        ),
        Transition(
            "leave",
            gettext_lazy("Give the place back"),
            (open_list,),
            by=By.RESIDENT,
            form=FORMS + "LeaveForm",
            guards=(not_begun,),
            effects=(sign_up.withdraw,),
        ),
    )


def _plan(own: States, matter: Matter) -> tuple[Transition, ...]:
    ahead = (own.planned, own.open)
    return (
        matter.step(
            "change",
            gettext_lazy("Change time or place"),
            *ahead,
            fields=("starts_at", "ends_at", "place"),
            optional=("sign_up_until",),
            asks=("reason",),
            effects=(sign_up.tell_list("event_changed"),),
            hint=gettext_lazy("Everybody on the list is told."),
        ),
        matter.step(
            "set_places",
            gettext_lazy("Change the number of places"),
            *ahead,
            fields=("places",),
            effects=(sign_up.move_up,),
            hint=gettext_lazy("Whoever waits moves up and is told."),
        ),
        matter.end(
            "cancel",
            gettext_lazy("Cancel the event"),
            *ahead,
            to=own.cancelled,
            by=matter.lead,
            effects=(sign_up.tell_list("event_cancelled"),),
            hint=gettext_lazy("Everybody on the list is told."),
        ),
    )


def _day(own: States, matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "hold",
            gettext_lazy("Held: who came"),
            own.planned,
            own.open,
            to=own.held,
            form=FORMS + "HeldForm",
            when=(_begun,),
            effects=(sign_up.note_who_came,),
            main=True,
        ),
        matter.step(
            "record", gettext_lazy("Write the record"), own.held, to=own.recorded, fields=("summary",), main=True
        ),
    )


_LIMITS = (
    on_day(
        "day",
        gettext_lazy("Day of the event"),
        "starts_at",
        gettext_lazy("The day that was planned"),
        starts=(OPEN,),
        met_by=("hold", "cancel"),
        warn=(3,),
    ),
    norm(
        "record",
        gettext_lazy("Write the record"),
        5,
        starts=("hold",),
        met_by=("record",),
        working=True,
        warn=(2,),
    ),
)


@provide("case_panels")
def the_list(case: Case, user: Visitor) -> list[Panel]:
    """Who signed up, names masked, with how many places are left."""
    if not isinstance(case, Event):
        return []
    rows = list(sign_up.on_list(case))
    count = sum(row.people for row in rows if row.state == SignUp.State.PLACE)
    waiting = sum(row.people for row in rows if row.state == SignUp.State.WAITING)
    return [Panel("registers/sign_ups.html", {"event": case, "rows": rows, "count": count, "waiting": waiting})]


def list_open(moving: Moving) -> None:
    """A guard: nobody signs up after the last moment."""
    until = moving.case.sign_up_until or moving.case.starts_at
    if moving.now > until:
        raise Refused(_("The time to sign up has passed."))


def not_begun(moving: Moving) -> None:
    """A guard: a place is given back as long as somebody else may still come."""
    if moving.now >= moving.case.starts_at:
        raise Refused(_("This has begun; the place cannot be given back any more."))


def _published(moving: Moving) -> None:
    if moving.case.published_on is None:
        raise Refused(_("This event is not on the public page any more."))


def _somebody(moving: Moving) -> None:
    if not sign_up.on_list(moving.case).exists():
        raise Refused(_("Nobody is on the list."))


def _begun(moving: Moving) -> None:
    if moving.case.starts_at > moving.now:
        raise Refused(_("The event has not begun."))
