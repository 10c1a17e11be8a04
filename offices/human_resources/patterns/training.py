"""Training of a member of staff: planned, enrolled, attended, credited by somebody else (计划→报名→参训→计入)."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import declare_matter
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.states import states_of
from caojiadu.core.registers.rules import at_most, in_order, refuse
from caojiadu.core.workflow import State, Text, Transition, Workflow

BASE = ("provider", "starts_on", "ends_on", "hours")


class Training(Case):
    """One course of one person; the title names it. A group adds `person`, the kind of course and what is its own."""

    provider = models.CharField(_("who holds the course"), max_length=120)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    hours = models.PositiveSmallIntegerField(_("hours planned"))
    attended = models.PositiveSmallIntegerField(_("hours attended"), null=True, blank=True)
    credited = models.PositiveSmallIntegerField(_("hours credited"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """It ends after it began, and no more hours count than were attended."""
        refuse(
            in_order(self, "starts_on", "ends_on"),
            at_most(self, "credited", "attended"),
            at_most(self, "attended", "hours"),
        )


@dataclass(frozen=True)
class States:
    """Where a training of one group stands."""

    planned: State
    enrolled: State
    attended: State
    credited: State
    dropped: State


def states(stem: str) -> States:
    """The states of one group's training, their keys begun with `stem`."""
    said = {
        "planned": _("Training planned"),
        "enrolled": _("Enrolled"),
        "attended": _("Attended, to be credited"),
        "credited": _("Credited"),
        "dropped": _("Not attended"),
    }
    return States(**states_of(stem, said, rests=("credited", "dropped"), soon=("attended",)))


def workflow(own: States, *, model: str, article: Any = OWN_NORM, asks: tuple[str, ...] = (), **given: Any) -> Workflow:
    """The workflow of one group's training, to be registered. `asks` are its own fields of having attended."""
    matter = Matter(model)
    alive = (own.planned, own.enrolled, own.attended)
    return Workflow(
        model=model,
        initial=own.planned,
        open_told=_("Training planned"),
        transitions=(
            *_moves(own, matter, asks),
            *matter.usual(*alive),
        ),
        limits=(
            _ATTENDED,
            norm(
                "credit",
                _("Credit the hours"),
                10,
                starts=("attend",),
                met_by=("credit",),
                article=article,
                working=True,
            ),
        ),
        **given,
    )


def declare_courses(
    stem: str, register_key: str, label: Text, one: Text, *, what: str, hint: Text, **given: Any
) -> None:
    """Declare the training of one group: its workflow, and its register. `what` is the group's own field."""
    declare_matter(
        workflow(states(stem), label=one, **given),
        key=register_key,
        label=label,
        title=_("Name of the course"),
        fields=("title", "person", what, *BASE),
        columns=("person", what, "ends_on", "credited"),
        filters=("person", what),
        hint=hint,
    )


def _moves(own: States, matter: Matter, asks: tuple[str, ...]) -> tuple[Transition, ...]:
    return (
        matter.step("enrol", _("Enrolled"), own.planned, to=own.enrolled, asks=("note",), main=True),
        matter.step(
            "attend",
            _("Attended: hours and outcome"),
            own.enrolled,
            to=own.attended,
            fields=("attended", *asks),
            asks=("result",),
            notify=(steps.TO_DECIDE,),
            main=True,
        ),
        matter.decide(
            "credit",
            _("Credit the hours"),
            own.attended,
            to=own.credited,
            fields=("credited",),
            not_by=("attend",),
            hint=_("What is credited counts in the appraisal of the year in which the course ended."),
            main=True,
        ),
        matter.end("drop", _("Not attended"), own.planned, own.enrolled, to=own.dropped, by=matter.lead),
    )


_ATTENDED = norm(
    "attended",
    _("Register what was attended"),
    10,
    starts=("enrol",),
    met_by=("attend", "drop"),
    counted_from="ends_on",
    working=True,
)


def with_hours(people: QuerySet[Any], year: int) -> QuerySet[Any]:
    """People of one group, each with the hours credited for courses that ended in a year, as `done`."""
    ended = Sum("trainings__credited", filter=Q(trainings__ends_on__year=year))
    return people.annotate(done=Coalesce(ended, 0))


def credited_hours(person: Any, year: int) -> int:
    """The same for one person."""
    return int(with_hours(type(person)._default_manager.filter(pk=person.pk), year).get().done)
