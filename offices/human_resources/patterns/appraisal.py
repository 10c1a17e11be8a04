"""The yearly appraisal: own summary, opinion, rank decided, told in writing, objection heard, filed.

(个人总结→提出等次→审定→书面告知→申请复核→归档)
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import declare_matter
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.states import states_of
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse
from caojiadu.core.workflow import Limit, State, Text, Transition, Workflow
from caojiadu.core.workflow.parts import OPEN
from offices.human_resources.patterns.person import Group
from offices.human_resources.patterns.training import credited_hours
from offices.human_resources.targets.models import TrainingTarget

# Days to object, from the day on which the result was told (Civil Servants Law, art. 95; for others the office's norm).
OBJECT_DAYS = 30


class Appraisal(Case):
    """What is judged of one person's year. A group adds `person`, its `rank`s and whose opinion it asks for.

    `group` says whose training hours
    count. `contestable` are the ranks against which somebody may object; None stands for all of them.
    """

    contestable: frozenset[str] | None = None
    group: Group

    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    summary = models.TextField(_("own summary of the year"), blank=True)
    superior = models.TextField(_("opinion of the superior"), blank=True)
    hours_credited = models.PositiveSmallIntegerField(_("training hours credited"), null=True, editable=False)
    hours_owed = models.PositiveSmallIntegerField(_("training hours owed"), null=True, editable=False)
    told_on = models.DateField(_("told in writing on"), null=True, blank=True)
    objected_on = models.DateField(_("objected on"), null=True, blank=True)
    objection = models.TextField(_("grounds of the objection"), blank=True)
    reviewed_on = models.DateField(_("review decided on"), null=True, blank=True)
    review = models.TextField(_("outcome of the review and why"), blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Days one after another, an objection in time, and one appraisal a year."""
        days = ("told_on", "objected_on", "reviewed_on")
        refuse(not_ahead(self, *days), in_order(self, *days), self._too_late(), self._twice(), self._no_year())

    @property
    def object_until(self) -> dt.date | None:
        """The last day to object; None before it was told, and where the rank cannot be contested."""
        rank: str = self.rank  # type: ignore[attr-defined]
        if self.told_on is None or (self.contestable is not None and rank not in self.contestable):
            return None
        return self.told_on + dt.timedelta(days=OBJECT_DAYS)

    def alike(self) -> models.QuerySet[Any]:
        """The appraisals of the same person and year, of which there is one that was not called off."""
        there = type(self)._default_manager.exclude(state__endswith="_dropped")
        return there.filter(person=self.person_id, year=self.year)  # type: ignore[attr-defined,misc]

    def _too_late(self) -> Problems:
        if self.objected_on and self.told_on and self.objected_on > self.told_on + dt.timedelta(days=OBJECT_DAYS):
            return {"objected_on": gettext("The %(n)d days to object had passed.") % {"n": OBJECT_DAYS}}
        return {}

    def _twice(self) -> Problems:
        person = getattr(self, "person_id", None)
        if person is None or self.year is None or not self.alike().exclude(pk=self.pk).exists():
            return {}
        return {"year": gettext("This person's appraisal of that year is there already.")}

    def _no_year(self) -> Problems:
        if self.year is None or 2000 <= self.year <= timezone.localdate().year:
            return {}
        return {"year": gettext("A year that has begun, in four digits.")}


@dataclass(frozen=True)
class States:
    """Where an appraisal of one group stands."""

    begun: State
    summed: State
    proposed: State
    decided: State
    told: State
    objected: State
    reviewed: State
    filed: State
    dropped: State


def states(stem: str) -> States:
    """The states of one group's appraisal, their keys begun with `stem`."""
    said = {
        "begun": _("Own summary awaited"),
        "summed": _("Opinion awaited"),
        "proposed": _("Rank proposed, to be decided"),
        "decided": _("Rank decided, to be told"),
        "told": _("Told in writing"),
        "objected": _("Objection to be reviewed"),
        "reviewed": _("Review decided"),
        "filed": _("Appraisal filed"),
        "dropped": _("Called off"),
    }
    return States(**states_of(stem, said, rests=("filed", "dropped"), soon=("proposed", "objected")))


def workflow(own: States, *, model: str, review: Limit, asks: tuple[str, ...] = (), **given: Any) -> Workflow:
    """The workflow of one group's appraisal, to be registered.

    `asks` are whose opinions are asked for beside the superior's; `review` is the limit to decide an objection,
    which starts with "object" and is met by "review".
    """
    matter = Matter(model)
    alive = (own.begun, own.summed, own.proposed, own.decided, own.told, own.objected, own.reviewed)
    return Workflow(
        model=model,
        initial=own.begun,
        restricted=True,
        open_told=_("Appraisal begun"),
        transitions=(
            *_until_told(own, matter, asks),
            *_afterwards(own, matter),
            *matter.usual(*alive),
        ),
        limits=(
            norm("summary", _("Own summary handed in"), 15, starts=(OPEN,), met_by=("summarise",), working=True),
            norm("decide", _("Rank decided"), 20, starts=("summarise",), met_by=("decide",), working=True),
            norm("tell", _("Result told in writing"), 5, starts=("decide",), met_by=("tell",), working=True, warn=(2,)),
            review,
        ),
        **given,
    )


def declare_appraisals(
    stem: str, register_key: str, label: Text, one: Text, *, hint: Text, more: tuple[str, ...] = (), **given: Any
) -> None:
    """Declare the appraisals of one group: their workflow, and their register. `more` is asked for beside the year."""
    declare_matter(
        workflow(states(stem), label=one, **given),
        key=register_key,
        label=label,
        title=_("Heading"),
        fields=("title", "person", "year", *more),
        columns=("person", "year", *more, "rank", "hours_credited", "hours_owed"),
        filters=("person", "rank"),
        sensitive=True,
        hint=hint,
    )


def _until_told(own: States, matter: Matter, asks: tuple[str, ...]) -> tuple[Transition, ...]:
    return (
        matter.step("summarise", _("Enter the own summary"), own.begun, to=own.summed, fields=("summary",), main=True),
        matter.step(
            "propose",
            _("Propose a rank"),
            own.summed,
            to=own.proposed,
            fields=("superior", *asks, "rank"),
            effects=(_note_hours,),
            notify=(steps.TO_DECIDE,),
            main=True,
        ),
        matter.decide(
            "decide",
            _("Decide the rank"),
            own.proposed,
            to=own.decided,
            fields=("rank",),
            not_by=("propose",),
            main=True,
        ),
        matter.step(
            "return",
            _("Send the proposal back"),
            own.proposed,
            to=own.summed,
            by=matter.head_or_leader,
            asks=("reason",),
        ),
        matter.end(
            "drop", _("Call it off"), own.begun, own.summed, own.proposed, to=own.dropped, by=matter.head_or_leader
        ),
        matter.step("tell", _("Told in writing"), own.decided, to=own.told, fields=("told_on",), main=True),
    )


def _afterwards(own: States, matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "object",
            _("Enter an objection"),
            own.told,
            to=own.objected,
            fields=("objected_on", "objection"),
            when=(_may_object,),
            notify=(steps.TO_DECIDE,),
        ),
        matter.decide(
            "review",
            _("Decide the objection"),
            own.objected,
            to=own.reviewed,
            fields=("review", "rank", "reviewed_on"),
            not_by=("propose",),
            hint=_("The person hears of it in writing, and where to complain further."),
            main=True,
        ),
        matter.step(
            "file",
            pgettext_lazy("appraisal", "Put into the personnel file"),
            own.told,
            own.reviewed,
            to=own.filed,
            when=(_time_over,),
            main=True,
        ),
    )


def _note_hours(moving: Moving) -> None:
    """What training was credited in the year stands beside the proposal (Civil Servants Law, art. 68)."""
    case = moving.case
    owed = TrainingTarget.owed(case.group, case.year)
    moving.change(hours_credited=credited_hours(case.person, case.year), hours_owed=owed)


def _may_object(moving: Moving) -> None:
    if moving.case.object_until is None:
        raise Refused(gettext("Against this rank there is no objection."))


def _time_over(moving: Moving) -> None:
    until = moving.case.object_until
    if moving.case.reviewed_on is None and until is not None and timezone.localdate(moving.now) <= until:
        raise Refused(gettext("The time to object runs until %(day)s.") % {"day": until})
