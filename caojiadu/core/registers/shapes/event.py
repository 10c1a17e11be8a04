"""Events: planned, open for those who sign up, held, recorded; places, a waiting list, attendance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from caojiadu.core.registers import steps
from caojiadu.core.registers.models import SignUp
from caojiadu.core.registers.shapes import signing_up
from caojiadu.core.workflow import Limit, State, Transition, Who, Workflow
from caojiadu.core.workflow.parts import OPEN

FORMS = "caojiadu.core.registers.shapes.signing_up."


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
        """It ends after it begins, nobody signs up after that, and nobody loses a place."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("This lies before the beginning.")})
        if self.sign_up_until and self.starts_at and self.sign_up_until > self.starts_at:
            raise ValidationError({"sign_up_until": _("This lies after the beginning.")})
        given = signing_up.taken(self) if self.pk and self.places is not None else 0
        if self.places is not None and self.places < given:
            raise ValidationError({"places": _("%(n)d places are taken already.") % {"n": given}})


@dataclass(frozen=True)
class States:
    """Where an event of one kind stands."""

    planned: State
    open: State
    held: State
    recorded: State
    cancelled: State


def states(stem: str, **labels: Any) -> States:
    """The states of one kind of event, their keys begun with `stem`; `labels` say some of them otherwise."""
    said = {
        "planned": gettext_lazy("Planned"),
        "open": gettext_lazy("Open for sign-up"),
        "held": gettext_lazy("Held, to be recorded"),
        "recorded": gettext_lazy("Recorded"),
        "cancelled": gettext_lazy("Cancelled"),
    } | labels
    return States(
        planned=State(f"{stem}_planned", said["planned"]),
        open=State(f"{stem}_open", said["open"]),
        held=State(f"{stem}_held", said["held"], tone="soon"),
        recorded=State(f"{stem}_recorded", said["recorded"], final=True, tone="done"),
        cancelled=State(f"{stem}_cancelled", said["cancelled"], final=True, tone="done"),
    )


def workflow(
    own: States,
    *,
    model: str,
    asks: Mapping[str, tuple[str, ...]] | None = None,
    guards: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    more: tuple[Transition, ...] = (),
    limits: tuple[Limit, ...] = (),
    **given: Any,
) -> Workflow:
    """The workflow of one kind of event, to be registered.

    `asks` and `guards` add the kind's own fields and rules to the moves "announce" and "record"; `more` are moves of
    its own. The model has the permission `handle_…`.
    """
    app, _dot, name = model.lower().partition(".")
    handle: dict[str, Any] = {"needs": f"{app}.handle_{name}", "who": (Who.LEAD,)}
    asked, ruled = asks or {}, guards or {}
    ahead = (own.planned, own.open)
    return Workflow(
        model=model,
        initial=own.planned,
        open_told=gettext_lazy("Planned"),
        transitions=(
            Transition(
                "announce",
                gettext_lazy("Announce and open the list"),
                (own.planned,),
                own.open,
                **handle,
                fields=asked.get("announce", ()),
                guards=ruled.get("announce", ()),
                main=True,
            ),
            Transition(
                "sign_up",
                gettext_lazy("Sign somebody up"),
                (own.open,),
                **handle,
                form=FORMS + "SignUpForm",
                when=(_list_open,),
                effects=(signing_up.sign_up,),
                main=True,
            ),
            Transition(
                "withdraw",
                gettext_lazy("Take somebody off the list"),
                (own.open,),
                **handle,
                form=FORMS + "OneOfListForm",
                when=(_somebody,),
                effects=(signing_up.withdraw,),
            ),
            Transition(
                "change",
                gettext_lazy("Change time or place"),
                ahead,
                **handle,
                fields=("starts_at", "ends_at", "place"),
                optional=("sign_up_until",),
                asks=("reason",),
                effects=(signing_up.tell_list("event_changed"),),
                hint=gettext_lazy("Everybody on the list is told."),
            ),
            Transition(
                "set_places",
                gettext_lazy("Change the number of places"),
                ahead,
                **handle,
                fields=("places",),
                effects=(signing_up.move_up,),
                hint=gettext_lazy("Whoever waits moves up and is told."),
            ),
            Transition(
                "hold",
                gettext_lazy("Held: who came"),
                ahead,
                own.held,
                **handle,
                form=FORMS + "HeldForm",
                when=(_begun,),
                effects=(signing_up.note_who_came,),
                main=True,
            ),
            Transition(
                "record",
                gettext_lazy("Write the record"),
                (own.held,),
                own.recorded,
                **handle,
                fields=("summary", *asked.get("record", ())),
                guards=ruled.get("record", ()),
                main=True,
            ),
            Transition(
                "cancel",
                gettext_lazy("Cancel the event"),
                ahead,
                own.cancelled,
                **handle,
                asks=("reason",),
                effects=(signing_up.tell_list("event_cancelled"),),
                hint=gettext_lazy("Everybody on the list is told."),
                danger=True,
            ),
            *more,
            steps.assign(handle["needs"], *ahead, own.held),
            steps.note(handle["needs"], *ahead, own.held),
            steps.late(*ahead, own.held),
        ),
        limits=(
            Limit(
                "day",
                gettext_lazy("Day of the event"),
                0,
                gettext_lazy("The day that was planned"),
                until="starts_at",
                starts=(OPEN,),
                met_by=("hold", "cancel"),
                on_breach="late",
                legal=False,
                warn=(3,),
            ),
            Limit(
                "record",
                gettext_lazy("Write the record"),
                5,
                gettext_lazy("The office's own norm"),
                starts=("hold",),
                met_by=("record",),
                on_breach="late",
                working=True,
                legal=False,
                warn=(2,),
            ),
            *limits,
        ),
        **given,
    )


@provide("case_panels")
def the_list(case: Any, user: Any) -> list[Panel]:
    """Who signed up, names masked, with how many places are left."""
    if not isinstance(case, Event):
        return []
    rows = list(signing_up.on_list(case))
    count = sum(row.people for row in rows if row.state == SignUp.State.PLACE)
    waiting = sum(row.people for row in rows if row.state == SignUp.State.WAITING)
    return [Panel("registers/sign_ups.html", {"event": case, "rows": rows, "count": count, "waiting": waiting})]


def _list_open(moving: Moving) -> None:
    until = moving.case.sign_up_until or moving.case.starts_at
    if moving.now > until:
        raise Refused(_("The time to sign up has passed."))


def _somebody(moving: Moving) -> None:
    if not signing_up.on_list(moving.case).exists():
        raise Refused(_("Nobody is on the list."))


def _begun(moving: Moving) -> None:
    if moving.case.starts_at > moving.now:
        raise Refused(_("The event has not begun."))
