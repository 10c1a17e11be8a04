"""Projects: a topic, discussed, approved with its money, funded, run by milestones, reviewed, published."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from caojiadu.core.registers import steps
from caojiadu.core.registers.limits import on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.models import Milestone, Spending
from caojiadu.core.registers.patterns import progress
from caojiadu.core.registers.patterns.states import states_of
from caojiadu.core.registers.rules import no_personal, refuse
from caojiadu.core.workflow import Limit, State, Text, Transition, Workflow
from caojiadu.core.workflow.parts import OPEN

FORMS = "caojiadu.core.registers.patterns.progress."


class Project(Case):
    """One project. A kind adds what is its own: who proposes it, with whom, for whom. Money is in yuan.

    `also_read` are words of its own that are typed at the beginning and that everybody reads in the end.
    """

    also_read: ClassVar[tuple[str, ...]] = ()

    class Verdict(models.TextChoices):
        GOOD = "good", gettext_lazy("Reached its aim")
        PARTLY = "partly", gettext_lazy("Reached its aim in part")
        MISSED = "missed", gettext_lazy("Missed its aim")

    aim = models.TextField(gettext_lazy("aim"))
    budget = models.DecimalField(gettext_lazy("money asked for (yuan)"), max_digits=12, decimal_places=2)
    discussion = models.TextField(gettext_lazy("who discussed it, and what came of that"), blank=True)
    granted = models.DecimalField(
        gettext_lazy("money granted (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    funded_on = models.DateField(gettext_lazy("money paid out"), null=True, blank=True)
    ends_on = models.DateField(gettext_lazy("to be finished by"), null=True, blank=True)
    result = models.TextField(gettext_lazy("result"), blank=True)
    verdict = models.CharField(gettext_lazy("verdict"), max_length=6, choices=Verdict, blank=True, default="")
    review = models.TextField(gettext_lazy("what the review said"), blank=True)
    spent = models.DecimalField(
        gettext_lazy("money spent (yuan)"), max_digits=12, decimal_places=2, default=0, editable=False
    )
    next_due = models.DateField(gettext_lazy("next milestone"), null=True, editable=False)
    published_on = models.DateField(gettext_lazy("published on"), null=True, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number or '—'} {self.title}"

    @property
    def unspent(self) -> Decimal:
        """Money that was granted and is still there (yuan)."""
        return (self.granted or Decimal(0)) - self.spent

    def clean(self) -> None:
        """Money is no debt, no more is granted than was asked for, and what everybody reads tells of nobody.

        Words are asked when they are typed, and all of them again where they can be put right: as it is published.
        """
        super().clean()
        begun, stage = ("title", "aim", *self.also_read), self.state.rpartition("_")[2]
        everything = (*begun, "result", "review")
        typed = {"running": ("result",), "finished": ("review",), "reviewed": everything, "published": everything}
        refuse(no_personal(self, *(begun if self._state.adding else typed.get(stage, ()))))
        if self.budget is not None and self.budget < 0:
            raise ValidationError({"budget": _("Less than nothing.")})
        if self.granted is not None and not 0 <= self.granted <= self.budget:
            raise ValidationError({"granted": _("Between nothing and the %(n)s yuan asked for.") % {"n": self.budget}})


@dataclass(frozen=True)
class States:
    """Where a project of one kind stands."""

    topic: State
    discussed: State
    approved: State
    funded: State
    running: State
    finished: State
    reviewed: State
    published: State
    dropped: State


def states(stem: str, **labels: Text) -> States:
    """The states of one kind of project, their keys begun with `stem`; `labels` say some of them otherwise."""
    said = {
        "topic": gettext_lazy("Topic"),
        "discussed": gettext_lazy("Discussed"),
        "approved": gettext_lazy("Approved"),
        "funded": gettext_lazy("Funded"),
        "running": gettext_lazy("Under way"),
        "finished": gettext_lazy("Finished, to be reviewed"),
        "reviewed": gettext_lazy("Reviewed, to be published"),
        "published": gettext_lazy("Published"),
        "dropped": gettext_lazy("Dropped"),
    } | labels
    return States(**states_of(stem, said, rests=("published", "dropped"), soon=("finished", "reviewed")))


def workflow(
    own: States,
    *,
    model: str,
    asks: Mapping[str, tuple[str, ...]] | None = None,
    guards: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    effects: Mapping[str, tuple[Callable[[Moving], None], ...]] | None = None,
    more: tuple[Transition, ...] = (),
    limits: tuple[Limit, ...] = (),
    also_read: tuple[str, ...] = (),
    **given: Any,
) -> Workflow:
    """The workflow of one kind of project, to be registered.

    `asks`, `guards` and `effects` add the kind's own fields, rules and consequences to its moves; `more` are moves of
    its own; `also_read` is that of the model. The model has the permissions `handle_…` and `close_…`. Whoever began it
    does not approve it, whoever reports it finished does not review it, and nobody who wrote of it publishes it.
    """
    matter = Matter(model, fields=asks or {}, guards=guards or {}, effects=effects or {})
    alive = (own.topic, own.discussed, own.approved, own.funded, own.running, own.finished, own.reviewed)
    return Workflow(
        model=model,
        initial=own.topic,
        open_told=gettext_lazy("Topic taken up"),
        transitions=(
            *_to_the_money(own, matter),
            *_milestones(own, matter),
            *_at_work(own, matter),
            *_reviewed(own, matter),
            *_in_public(own, matter, also_read),
            matter.end("drop", gettext_lazy("Drop it"), *alive[:-1], to=own.dropped),
            *more,
            *matter.usual(*alive, with_papers=False),
        ),
        limits=(
            _until(progress.NEXT, gettext_lazy("Next milestone"), "next_due", ("begin",), ("finish",)),
            _until("end", gettext_lazy("To be finished by"), "ends_on", ("begin", "rework", "send_back"), ("finish",)),
            *limits,
        ),
        **given,
    )


def _to_the_money(own: States, matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "discuss", gettext_lazy("Discussed"), own.topic, to=own.discussed, fields=("discussion",), main=True
        ),
        matter.step(
            "approve",
            gettext_lazy("Approve with its money"),
            own.discussed,
            to=own.approved,
            by=matter.head_or_leader,
            fields=("granted",),
            when=(steps.not_by("opened_by"),),
            main=True,
        ),
        matter.step(
            "fund", gettext_lazy("Pay the money out"), own.approved, to=own.funded, fields=("funded_on",), main=True
        ),
    )


def _milestones(own: States, matter: Matter) -> tuple[Transition, ...]:
    planning = (own.approved, own.funded, own.running)

    def step(key: str, label: Text, *sources: State, form: str, effect: Callable[[Moving], None]) -> Transition:
        return matter.step(key, label, *sources, form=FORMS + form, effects=(effect,))

    return (
        step(
            "set_milestone",
            gettext_lazy("Set a milestone"),
            *planning,
            form="MilestoneForm",
            effect=progress.add,
        ),
        step(
            "move_milestone",
            gettext_lazy("Change the day of a milestone"),
            *planning,
            form="MoveMilestoneForm",
            effect=progress.move_day,
        ),
        step(
            "drop_milestone",
            gettext_lazy("Drop a milestone"),
            *planning,
            form="DropMilestoneForm",
            effect=progress.drop,
        ),
        step("reach", gettext_lazy("Milestone reached"), own.running, form="ReachedForm", effect=progress.reach),
        step(
            "spend",
            gettext_lazy("Write down money spent"),
            own.funded,
            own.running,
            own.finished,
            form="SpendForm",
            effect=progress.spend,
        ),
    )


def _at_work(own: States, matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "begin",
            gettext_lazy("Begin the work"),
            own.funded,
            to=own.running,
            fields=("ends_on",),
            when=(progress.has_milestones,),
            main=True,
        ),
        matter.step(
            "move_end",
            gettext_lazy("Change the day by which it is to be finished"),
            own.running,
            fields=("ends_on",),
            asks=("reason",),
        ),
        matter.step(
            "finish",
            gettext_lazy("Report it finished"),
            own.running,
            to=own.finished,
            fields=("result",),
            when=(progress.all_reached,),
            effects=(steps.stamp("reported_by"),),
            main=True,
        ),
    )


def _reviewed(own: States, matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "review",
            gettext_lazy("Write down the review"),
            own.finished,
            to=own.reviewed,
            fields=("verdict", "review"),
            when=(steps.not_by_whoever_made("finish"),),
            effects=(steps.stamp("reviewed_by"),),
            main=True,
        ),
        matter.step(
            "rework",
            gettext_lazy("Back to work"),
            own.finished,
            to=own.running,
            fields=("ends_on",),
            asks=("reason",),
        ),
        matter.step(
            "send_back",
            gettext_lazy("Not published: back to work"),
            own.reviewed,
            to=own.running,
            by=matter.head_or_leader,
            fields=("ends_on",),
            asks=("reason",),
        ),
    )


def _in_public(own: States, matter: Matter, also_read: tuple[str, ...]) -> tuple[Transition, ...]:
    writing, words = (OPEN, "finish", "review"), ("title", "aim", *also_read)
    return (
        matter.decide(
            "publish",
            gettext_lazy("Review for secrecy and publish"),
            own.reviewed,
            to=own.published,
            fields=(*words, "result", "review"),
            not_by=(*writing,),
            effects=(steps.day("published_on"),),
            main=True,
            hint=gettext_lazy("Result and money are open to everybody from now on."),
        ),
        matter.take_off(own.published),
        matter.publish(
            own.published,
            key="publish_again",
            by_nobody_who=writing,
            fields=(*words, "result", "review"),
        ),
    )


@provide("case_panels")
def progress_of(case: Case, user: Visitor) -> list[Panel]:
    """Milestones and money of a project."""
    if not isinstance(case, Project):
        return []
    milestones = list(Milestone.objects.filter(project_id=case.pk))
    money = list(Spending.objects.filter(project_id=case.pk))
    left = None if case.granted is None else case.unspent
    return [Panel("registers/project.html", {"project": case, "milestones": milestones, "money": money, "left": left})]


def _until(key: str, label: Text, field: str, starts: tuple[str, ...], met_by: tuple[str, ...]) -> Limit:
    return on_day(
        key,
        label,
        field,
        gettext_lazy("The plan of the project"),
        starts=starts,
        met_by=(*met_by, "drop"),
        warn=(7, 1),
    )
