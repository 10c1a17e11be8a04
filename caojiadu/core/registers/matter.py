"""One kind of matter and its steps: who takes them, and those that nearly every matter has.

MATTER = Matter("office_security.Mediation")
MATTER.step("accept", _("Accept"), REQUESTED, to=MEDIATING, main=True)      # anybody of the lead office
MATTER.step("decline", _("Do not accept"), REQUESTED, to=DECLINED, by=MATTER.head, asks=("reason",))
MATTER.withdraw("withdraw", REQUESTED, MEDIATING, to=WITHDRAWN)
*MATTER.usual(REQUESTED, MEDIATING)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.workflow import By, Notify, Purpose, State, Text, Transition, Who

Extra = Mapping[str, tuple[Any, ...]]
Guards = tuple[Callable[..., None], ...]


class Options(TypedDict, total=False):
    """What a step may have beside its key, label, states and staff: `Transition` says what each means."""

    form: str
    fields: tuple[str, ...]
    optional: tuple[str, ...]
    asks: tuple[str, ...]
    when: Guards
    guards: Guards
    effects: tuple[Callable[..., None] | str, ...]
    notify: tuple[Notify, ...]
    public: bool
    told: Text
    main: bool
    danger: bool
    hint: Text
    in_panel: bool
    for_leaders: bool
    purpose: Purpose
    other_targets: tuple[State, ...]
    choose_target: Callable[..., State | None]


@dataclass(frozen=True)
class Staff:
    """Who takes a step: the permission it needs, and what one must be to the matter. One of `who` is enough."""

    needs: str
    who: tuple[Who, ...] = (Who.LEAD,)

    def takes(self, step: Transition) -> Transition:
        """The same step, taken by this staff."""
        return replace(step, by=By.STAFF, needs=self.needs, who=self.who)


@dataclass(frozen=True)
class Matter:
    """One kind of matter, named by its model ("app_label.Model"), from which its permissions follow.

    Where it follows a pattern, `fields`, `optional`, `guards` and `effects` say, by a step's key, what it adds to it.
    """

    model: str
    fields: Extra = field(default_factory=dict)
    optional: Extra = field(default_factory=dict)
    guards: Extra = field(default_factory=dict)
    effects: Extra = field(default_factory=dict)

    def may(self, action: str) -> str:
        """The permission to do something with the model: "handle" is "app_label.handle_model"."""
        app, _dot, name = self.model.lower().partition(".")
        return f"{app}.{action}_{name}"

    def staff(self, action: str, *who: Who) -> Staff:
        """Who takes a step that needs the permission `action`: anybody of the lead office, unless `who` says else."""
        return Staff(self.may(action), who or (Who.LEAD,))

    @property
    def handle(self) -> str:
        return self.may("handle")

    @property
    def close(self) -> str:
        return self.may("close")

    @property
    def lead(self) -> Staff:
        """Anybody of the lead office, with the permission `handle_…`."""
        return self.staff("handle")

    @property
    def head(self) -> Staff:
        """The head of the lead office, with the permission `close_…`."""
        return self.staff("close", Who.HEAD)

    @property
    def head_or_leader(self) -> Staff:
        """Who decides what the head may have had a hand in, with the permission `close_…`."""
        return self.staff("close", Who.HEAD, Who.LEADER)

    def step(
        self,
        key: str,
        label: Text,
        *sources: State,
        to: State | None = None,
        by: Staff | By | None = None,
        **what: Unpack[Options],
    ) -> Transition:
        """A step from any of `sources`; without `to` the matter stays where it is.

        Anybody of the lead office takes it, unless `by` names other staff, or somebody who is no staff.
        """
        what["fields"] = (*what.get("fields", ()), *self.fields.get(key, ()))
        what["optional"] = (*what.get("optional", ()), *self.optional.get(key, ()))
        what["guards"] = (*what.get("guards", ()), *self.guards.get(key, ()))
        what["effects"] = (*what.get("effects", ()), *self.effects.get(key, ()))
        if isinstance(by, By):
            return Transition(key, label, sources, to, by=by, **what)
        staff = by or self.lead
        return Transition(key, label, sources, to, needs=staff.needs, who=staff.who, **what)

    def decide(
        self,
        key: str,
        label: Text,
        *sources: State,
        to: State | None = None,
        not_by: tuple[str, ...],
        **what: Unpack[Options],
    ) -> Transition:
        """The head or a leader decides, and nobody who made one of the moves `not_by` (four eyes)."""
        what["when"] = (steps.not_by_whoever_made(*not_by), *what.get("when", ()))
        return self.step(key, label, *sources, to=to, by=self.head_or_leader, **what)

    def end(
        self, key: str, label: Text, *sources: State, to: State, by: Staff | None = None, **what: Unpack[Options]
    ) -> Transition:
        """The head, unless `by` says else, ends it otherwise than was hoped, and says why."""
        what["asks"], what["danger"] = (*what.get("asks", ()), "reason"), True
        return self.step(key, label, *sources, to=to, by=by or self.head, **what)

    def withdraw(
        self, key: str, *sources: State, to: State, label: Text = "", by: Staff | None = None, **what: Unpack[Options]
    ) -> Transition:
        """Whoever asked for it no longer wants it; staff note why."""
        return self.end(key, label or _("The applicant withdraws"), *sources, to=to, by=by or self.lead, **what)

    def assign(
        self,
        *states: State,
        key: str = "assign",
        label: Text = "",
        by: Staff | None = None,
        **what: Unpack[Options],
    ) -> Transition:
        """The head gives it to a person of the office."""
        what.setdefault("purpose", Purpose.PEOPLE)
        what["form"] = "caojiadu.core.registers.steps.AssignForm"
        what["effects"] = (steps.hand_over, *what.get("effects", ()))
        what["notify"] = (Notify("handler", "case_for_you"), *what.get("notify", ()))
        return self.step(key, label or _("Give to a person"), *states, by=by or self.staff("handle", Who.HEAD), **what)

    def papers(self, *states: State, by: Staff | None = None) -> Transition:
        """Anybody of the office, or others who are named, puts papers with it; they are for staff only."""
        return self.step(
            "papers",
            _("Add papers"),
            *states,
            by=by,
            form="caojiadu.core.registers.steps.PapersForm",
            effects=(steps.keep_papers,),
            purpose=Purpose.PAPERS,
        )

    def note(self, *states: State, by: Staff | None = None) -> Transition:
        """Anybody of the office writes down what the others should know."""
        return self.step("note", _("Write a note"), *states, by=by, asks=("note",), purpose=Purpose.NOTES)

    def late(self, *states: State) -> Transition:
        """A limit passed: handler, head and leader hear of it, each in turn."""
        return self.step("late", _("Limit passed"), *states, by=By.TIMER, effects=(steps.tell_rung,))

    def usual(self, *states: State, with_papers: bool = True) -> tuple[Transition, ...]:
        """What can be done while it is in hand: give it to a person, add papers and notes; and a limit that passed."""
        papers = (self.papers(*states),) if with_papers else ()
        return (self.assign(*states), *papers, self.note(*states), self.late(*states))

    def publish(
        self,
        *states: State,
        key: str = "publish",
        by: Staff | None = None,
        by_nobody_who: tuple[str, ...],
        fields: tuple[str, ...],
        when: tuple[Callable[[Moving], None], ...] = (),
    ) -> Transition:
        """The head, or a leader, puts the public words of it on the public page, and the day in `published_on`.

        Somebody who never made one of the moves `by_nobody_who` reviews it for secrecy first (Regulations on the
        Implementation of the Law on Guarding State Secrets, art. 42). `fields` are the words that everybody reads from
        then on: the reviewer may put them right. `when` are guards of the kind's own.
        """
        return self.step(
            key,
            _("Review for secrecy and publish"),
            *states,
            by=by or self.head_or_leader,
            fields=fields,
            when=(steps.not_public, steps.not_by_whoever_made(*by_nobody_who), *when),
            effects=(steps.day("published_on"),),
            hint=_("Everybody can read this from now on. Whoever wrote it does not publish it."),
        )

    def take_off(self, *states: State, by: Staff | None = None) -> Transition:
        """The head takes it from the public page again."""
        return self.step(
            "take_off",
            _("Take from the public page"),
            *states,
            by=by or self.head,
            asks=("reason",),
            when=(steps.public,),
            effects=(steps.taken_off,),
            danger=True,
        )
