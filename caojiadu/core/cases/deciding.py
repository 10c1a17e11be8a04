"""Which matters wait for a leader or a head, and whose hand is in them already.

Whoever took part in a step may be kept from the decision that follows. `Case.hands` names these people while the matter
stands in a state that a head or a leader decides: `move` keeps it, so that a list needs no history. `mark_hands` writes
it again for all, where the declarations changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet

from caojiadu.core.cases.models import Case, CaseEvent, DecidingState
from caojiadu.core.workflow import By, Transition, Who, Workflow, all_workflows
from caojiadu.core.workflow.parts import OPEN


@dataclass
class Leading:
    """What one permission lets a leader decide: the states that wait for leaders alone, and those that wait for the
    head of the office, and for a leader where no head is left."""

    own: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)


@cache
def led() -> dict[str, Leading]:
    """What leaders decide, by the permission that the step takes."""
    found: dict[str, Leading] = {}
    for _flow, step in _decisions():
        kept, states = found.setdefault(step.needs, Leading()), [state.key for state in step.sources]
        if _is_leaders(step):
            kept.own += states
        elif _is_heads(step):
            kept.shared += states
    return found


@cache
def headed() -> dict[str, frozenset[str]]:
    """The states in which a head signs or decides, by the permission that the step takes: a main step that leads on,
    and that neither a leader, the desk nor whoever handles the matter takes instead."""
    found: dict[str, set[str]] = {}
    for flow in all_workflows():
        for step in flow.transitions:
            if _leads_on(step) and set(step.who) - {Who.LEADER} == {Who.HEAD} and not step.for_leaders:
                found.setdefault(step.needs, set()).update(state.key for state in step.sources)
    return {needs: frozenset(states) for needs, states in found.items()}


@cache
def moves_that_bar() -> dict[str, frozenset[str]]:
    """By the state in which a head or a leader decides: the moves that keep whoever made them from deciding."""
    found: dict[str, set[str]] = {}
    for flow, step in _decisions():
        for state in step.sources if _is_heads(step) else ():
            found.setdefault(state.key, set()).update(_bars(flow, step))
    return {state: frozenset(moves) for state, moves in found.items() if moves}


def whose_hands(case: Case, bars: Iterable[str]) -> list[int]:
    """Who made any of these moves on a matter."""
    made = _made(bars).filter(case_id=case.pk).values_list("actor_user_id", flat=True)
    return sorted({person for person in made if person is not None})


@cache
def deciding_states() -> frozenset[str]:
    """The states in which a leader or a head decides."""
    return frozenset(state for kept in led().values() for state in (*kept.own, *kept.shared))


def mark_states() -> None:
    """Write down the states in which somebody decides, and mark the open matters in them."""
    DecidingState.objects.exclude(state__in=deciding_states()).delete()
    DecidingState.objects.bulk_create(map(DecidingState, deciding_states()), ignore_conflicts=True)
    still = Case.objects.open()
    still.filter(decides=False, state__in=deciding_states()).update(decides=True)
    still.filter(decides=True).exclude(state__in=deciding_states()).update(decides=False)


def mark_hands() -> int:
    """Write the hands of every open matter again where they differ from its history. Returns how many did."""
    marks = moves_that_bar()
    still = Case.objects.open()
    changed = still.exclude(state__in=marks).exclude(hands=[]).update(hands=[])
    for state, bars in marks.items():
        made = _made(bars).filter(case_id=OuterRef("pk")).order_by("actor_user_id")
        hands = ArraySubquery(made.values("actor_user_id").distinct())
        changed += still.filter(state=state).alias(made=hands).exclude(hands=F("made")).update(hands=hands)
    return changed


def _made(moves: Iterable[str]) -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(move__in=moves, actor_user_id__isnull=False)


def _decisions() -> Iterable[tuple[Workflow, Transition]]:
    """The main steps that a leader may take."""
    for flow in all_workflows():
        for step in flow.transitions:
            if step.main and step.by == By.STAFF and Who.LEADER in step.who:
                yield flow, step


def _leads_on(step: Transition) -> bool:
    return step.main and step.by == By.STAFF and bool(step.targets)


def _is_leaders(step: Transition) -> bool:
    return step.for_leaders or not {Who.HEAD, Who.REGISTRAR} & set(step.who)


def _is_heads(step: Transition) -> bool:
    """Whether a head takes it, and a leader in a head's place; what the desk may do too waits for the desk."""
    return not _is_leaders(step) and Who.REGISTRAR not in step.who


def _bars(flow: Workflow, step: Transition) -> set[str]:
    """The moves that keep whoever made them from a step: those that its guards name, those that set the fields in which
    whoever makes it must not stand, and the writing of its paper."""
    guards = (*step.when, *step.guards)
    named = {move for guard in guards for move in getattr(guard, "bars", ())}
    fields = {guard.bars_field for guard in guards if hasattr(guard, "bars_field")}
    if fields & {"opened_by", *_stamped(flow.open_effects)}:
        named.add(OPEN)
    named |= {one.key for one in flow.transitions if fields & _stamped(one.effects)}
    if any(getattr(guard, "bars_writers", False) for guard in guards):
        named |= {
            one.key for one in flow.transitions if any(getattr(does, "writes_paper", False) for does in one.effects)
        }
    return named


def _stamped(effects: Iterable[object]) -> set[str]:
    return {does.stamps for does in effects if hasattr(does, "stamps")}
