"""What a person can do now on a case: the step that takes it on first, and a long list grouped by purpose."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.memo import at_rest
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.step_forms import form_class
from caojiadu.core.workflow import Purpose, Transition

NOTE = "note"
# So many are taken in at a glance; more are grouped.
AT_A_GLANCE = 8
LABELS = {
    Purpose.PEOPLE: _("Who works on it"),
    Purpose.PAPERS: _("Papers and service"),
    Purpose.LINKS: _("Other matters"),
    Purpose.UPWARD: _("Reporting and supervision"),
    Purpose.NOTES: _("Notes and questions"),
}


@dataclass
class Group:
    """Steps of one purpose; the first group has no name and stands open."""

    label: Any
    steps: list[dict[str, Any]] = field(default_factory=list)


def steps_for(user: Visitor, case: Case) -> list[dict[str, Any]]:
    """The moves a person may make now; the one that takes the matter on comes first and is the main one."""
    actor = Actor.staff(user)
    offered = [move for move in case.workflow.from_state(case.state) if not move.in_panel]
    mine = (move for move in offered if may_move(actor, move, case))
    with at_rest(case):
        steps = [move for move in mine if not_now(case, move, actor) is None]
        ready = {move.key for move in steps if move.main and _is_ready(case, move, actor)}
    steps.sort(key=lambda move: (move.key not in ready, move.target is None, move.danger))
    return [
        {
            "key": move.key,
            "label": move.label,
            "hint": move.hint,
            "main": move.key in ready and place == 0,
            "danger": move.danger,
            "purpose": Purpose.DECIDE if move.key in ready else move.purpose,
        }
        for place, move in enumerate(steps)
    ]


def grouped(steps: list[dict[str, Any]]) -> list[Group]:
    """A short list as it is; of a long one what decides the matter, then the rest by purpose."""
    if len(steps) <= AT_A_GLANCE:
        return [Group("", steps)] if steps else []
    groups = {Purpose.DECIDE: Group("")} | {purpose: Group(label) for purpose, label in LABELS.items()}
    for step in steps:
        groups[step["purpose"]].steps.append(step)
    return [group for group in groups.values() if group.steps]


def has_note_box(case: Case, steps: list[dict[str, Any]]) -> bool:
    """Whether a note is written on the page itself: where the step asks for nothing but its words."""
    note = case.workflow.transition(NOTE)
    if note is None or NOTE not in (step["key"] for step in steps):
        return False
    kind = form_class(case.workflow, note)
    return kind is not None and set(kind.base_fields) == {"note"}


def not_now(case: Case, step: Transition, actor: Actor) -> Refused | None:
    """Why a move is not offered now; None when it is."""
    return _refusal(case, step, actor, step.when)


def _is_ready(case: Case, step: Transition, actor: Actor) -> bool:
    """Say whether nothing stands in the way of a move before its form is filled in."""
    return _refusal(case, step, actor, step.guards) is None


def _refusal(case: Case, step: Transition, actor: Actor, guards: Any) -> Refused | None:
    moving = Moving(case=case, move=step, actor=actor, now=timezone.now())
    try:
        for guard in guards:
            guard(moving)
    except Refused as refused:
        return refused
    return None
