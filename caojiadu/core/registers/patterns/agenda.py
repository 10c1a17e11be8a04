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
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import meeting
from caojiadu.core.registers.patterns.follow_up import hand_out, task_ended, tasks_done
from caojiadu.core.registers.patterns.states import states_of
from caojiadu.core.workflow import Notify, State, Transition, Workflow

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
    labels = {
        "proposed": gettext_lazy("Put forward"),
        "reviewed": gettext_lazy("Reviewed, waiting for a meeting"),
        "scheduled": gettext_lazy("On an agenda"),
        "deferred": gettext_lazy("Put off"),
        "decided": gettext_lazy("Decided, tasks under way"),
        "done": gettext_lazy("Item done and archived"),
        "refused": gettext_lazy("Not taken up"),
    }
    return States(**states_of(stem, labels, rests=("done", "refused"), soon=("deferred", "decided")))


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
    matter = Matter(model, fields=asks or {}, optional=optional or {}, guards=guards or {})
    waiting = (own.reviewed, own.deferred)
    in_hand = (own.proposed, *waiting, own.scheduled, own.decided)
    return Workflow(
        model=model,
        initial=own.proposed,
        open_told=gettext_lazy("Put forward"),
        open_effects=(steps.share_with("proposed_by"),),
        transitions=(
            *_to_a_meeting(own, matter),
            *_at_a_meeting(own, matter, meetings),
            hand_out(matter, own.decided, main=True),
            matter.step("finish", gettext_lazy("Done: archive it"), own.decided, to=own.done, when=(tasks_done,)),
            task_ended(own.decided),
            matter.assign(*in_hand),
            matter.note(*in_hand),
            matter.late(*waiting),
        ),
        limits=(
            norm(
                "agenda",
                gettext_lazy("Put on an agenda"),
                14,
                starts=("review", "defer"),
                met_by=("schedule", "refuse"),
                warn=(3,),
            ),
        ),
        **given,
    )


def _to_a_meeting(own: States, matter: Matter) -> tuple[Transition, ...]:
    waiting = (own.reviewed, own.deferred)
    return (
        matter.step(
            "review",
            gettext_lazy("Review: fit for a meeting"),
            own.proposed,
            to=own.reviewed,
            by=matter.head,
            main=True,
        ),
        matter.step(
            "schedule",
            gettext_lazy("Put on an agenda"),
            *waiting,
            to=own.scheduled,
            fields=("meeting",),
            notify=(Notify("co", "item_scheduled"),),
            main=True,
        ),
        matter.end(
            "refuse",
            gettext_lazy("Do not take it up"),
            own.proposed,
            *waiting,
            to=own.refused,
            notify=(Notify("co", "item_refused"),),
        ),
    )


def _at_a_meeting(own: States, matter: Matter, meetings: meeting.States) -> tuple[Transition, ...]:
    return (
        matter.step(
            "decide",
            gettext_lazy("Write down the decision"),
            own.scheduled,
            to=own.decided,
            fields=("outcome", "decision"),
            guards=(_at_its_meeting(meetings),),
            notify=(Notify("co", "item_decided"),),
            main=True,
        ),
        matter.step(
            "defer",
            gettext_lazy("Put off"),
            own.scheduled,
            to=own.deferred,
            asks=("reason",),
            effects=(steps.count("deferrals"),),
            notify=(Notify("co", "item_deferred"),),
        ),
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
