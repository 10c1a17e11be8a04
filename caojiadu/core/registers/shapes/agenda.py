"""Agenda items: put forward, reviewed, scheduled for a meeting, decided there or put off, done when their tasks are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.shapes import meeting
from caojiadu.core.registers.shapes.follow_up import hand_out, task_ended, tasks_done
from caojiadu.core.workflow import Limit, Notify, State, Transition, Who, Workflow

for _key, _words in {
    "item_scheduled": (
        "你科室提出的议题已列入会议：{number}",
        "An item your office put forward is on an agenda: {number}",
    ),
    "item_decided": ("你科室提出的议题已有会议决定：{number}", "An item your office put forward was decided: {number}"),
    "item_deferred": ("你科室提出的议题已缓议：{number}", "An item your office put forward was put off: {number}"),
    "item_refused": (
        "你科室提出的议题未予列入：{number}",
        "An item your office put forward was not taken up: {number}",
    ),
}.items():
    register_template(_key, title=_words, body=_words)


class AgendaItem(Case):
    """One item for a meeting. A kind adds `meeting`, a nullable key to its kind of meeting (`related_name="items"`)."""

    class Outcome(models.TextChoices):
        """What a meeting says to an item."""

        AGREED = "agreed", gettext_lazy("Agreed")
        CHANGED = "changed", gettext_lazy("Agreed with changes")
        NOT_AGREED = "not_agreed", gettext_lazy("Not agreed")

    proposed_by = models.ForeignKey(
        "organisation.Office", models.PROTECT, related_name="+", verbose_name=gettext_lazy("put forward by")
    )
    proposal = models.TextField(gettext_lazy("what is to be decided"))
    outcome = models.CharField(gettext_lazy("outcome"), max_length=12, choices=Outcome, blank=True, default="")
    decision = models.TextField(gettext_lazy("decision"), blank=True)
    deferrals = models.PositiveSmallIntegerField(gettext_lazy("put off, times"), default=0, editable=False)

    class Meta:
        abstract = True


@dataclass(frozen=True)
class States:
    """Where an item of one kind stands."""

    proposed: State
    reviewed: State
    scheduled: State
    deferred: State
    decided: State
    done: State
    refused: State


def states(stem: str) -> States:
    """The states of one kind of item, their keys begun with `stem`."""
    return States(
        proposed=State(f"{stem}_proposed", gettext_lazy("Put forward")),
        reviewed=State(f"{stem}_reviewed", gettext_lazy("Reviewed, waiting for a meeting")),
        scheduled=State(f"{stem}_scheduled", gettext_lazy("On an agenda")),
        deferred=State(f"{stem}_deferred", gettext_lazy("Put off"), tone="soon"),
        decided=State(f"{stem}_decided", gettext_lazy("Decided, tasks under way"), tone="soon"),
        done=State(f"{stem}_done", gettext_lazy("Item done and archived"), final=True, tone="done"),
        refused=State(f"{stem}_refused", gettext_lazy("Not taken up"), final=True, tone="done"),
    )


def workflow(
    own: States,
    meetings: meeting.States,
    *,
    model: str,
    asks: Mapping[str, tuple[str, ...]] | None = None,
    optional: Mapping[str, tuple[str, ...]] | None = None,
    guards: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    **given: Any,
) -> Workflow:
    """The workflow of the items of one kind of meeting, to be registered.

    `asks`, `optional` and `guards` add the kind's own fields and rules to the moves "review", "schedule" and "decide".
    The model has the permissions `handle_…` and `close_…`.
    """
    app, _dot, name = model.lower().partition(".")
    handle, close = f"{app}.handle_{name}", f"{app}.close_{name}"
    asked, offered, ruled = asks or {}, optional or {}, guards or {}

    def step(key: str, label: Any, *sources: State, target: State, fields: tuple[str, ...] = (), **what: Any) -> Any:
        return Transition(
            key,
            label,
            sources,
            target,
            **{"needs": handle, "who": (Who.LEAD,)} | what,
            fields=(*fields, *asked.get(key, ())),
            optional=offered.get(key, ()),
            guards=(*({"decide": (_at_its_meeting(meetings),)}.get(key, ())), *ruled.get(key, ())),
        )

    head: dict[str, Any] = {"needs": close, "who": (Who.HEAD,)}
    waiting = (own.reviewed, own.deferred)
    return Workflow(
        model=model,
        initial=own.proposed,
        open_told=gettext_lazy("Put forward"),
        open_effects=(steps.share_with("proposed_by"),),
        transitions=(
            step(
                "review",
                gettext_lazy("Review: fit for a meeting"),
                own.proposed,
                target=own.reviewed,
                **head,
                main=True,
            ),
            step(
                "schedule",
                gettext_lazy("Put on an agenda"),
                *waiting,
                target=own.scheduled,
                fields=("meeting",),
                notify=(Notify("co", "item_scheduled"),),
                main=True,
            ),
            step(
                "decide",
                gettext_lazy("Write down the decision"),
                own.scheduled,
                target=own.decided,
                fields=("outcome", "decision"),
                notify=(Notify("co", "item_decided"),),
                main=True,
            ),
            step(
                "defer",
                gettext_lazy("Put off"),
                own.scheduled,
                target=own.deferred,
                asks=("reason",),
                effects=(steps.count("deferrals"),),
                notify=(Notify("co", "item_deferred"),),
            ),
            hand_out(handle, own.decided, main=True),
            step(
                "finish",
                gettext_lazy("Done: archive it"),
                own.decided,
                target=own.done,
                when=(tasks_done,),
            ),
            step(
                "refuse",
                gettext_lazy("Do not take it up"),
                own.proposed,
                *waiting,
                target=own.refused,
                **head,
                asks=("reason",),
                notify=(Notify("co", "item_refused"),),
                danger=True,
            ),
            task_ended(own.decided),
            steps.assign(handle, own.proposed, *waiting, own.scheduled, own.decided),
            steps.note(handle, own.proposed, *waiting, own.scheduled, own.decided),
            steps.late(*waiting),
        ),
        limits=(
            Limit(
                "agenda",
                gettext_lazy("Put on an agenda"),
                14,
                meeting.OWN_NORM,
                starts=("review", "defer"),
                met_by=("schedule", "refuse"),
                on_breach="late",
                legal=False,
                warn=(3,),
            ),
        ),
        **given,
    )


def all_decided(own: States) -> Callable[[Moving], None]:
    """A guard of a meeting: every item on its agenda was decided or put off."""
    return _none_in(own.scheduled, lambda n: ngettext("%(n)d item is undecided.", "%(n)d items are undecided.", n))


def all_done(own: States) -> Callable[[Moving], None]:
    """A guard of a meeting: every item decided there is done."""
    return _none_in(own.decided, lambda n: ngettext("%(n)d item is not done.", "%(n)d items are not done.", n))


def _none_in(state: State, words: Callable[[int], str]) -> Callable[[Moving], None]:
    def guard(moving: Moving) -> None:
        left = moving.case.items.filter(state=state.key).count()
        if left:
            raise Refused(words(left) % {"n": left})

    return guard


def _at_its_meeting(meetings: meeting.States) -> Callable[[Moving], None]:
    def guard(moving: Moving) -> None:
        if moving.case.meeting.state != meetings.held.key:
            raise Refused(
                _("Items are decided between the beginning of their meeting and the settling of its minutes.")
            )

    return guard
