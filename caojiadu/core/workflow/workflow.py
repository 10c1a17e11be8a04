"""A workflow: states and moves that fit together, or it is refused when built."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from caojiadu.core.workflow.parts import OPEN, By, Effect, Limit, Notify, Record, State, Text, Transition

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class WorkflowError(ValueError):
    """A declaration that cannot work."""


@dataclass(frozen=True)
class Workflow:
    """One kind of matter: its model, its function in the official list, its states, moves and limits."""

    key: str
    label: Text
    # The model, as "app.Model", and the function of the official list.
    model: str
    function: str
    # The state in which a matter is opened.
    initial: State
    transitions: tuple[Transition, ...]
    limits: tuple[Limit, ...] = ()
    # The letters with which its numbers begin.
    series: str = ""
    # Who is told of a new matter, what is done with it, and what its first line of history says.
    open_notify: tuple[Notify, ...] = ()
    open_effects: tuple[Effect, ...] = ()
    open_told: Text = ""
    # Limits that pass are told further and further up; without it once, and only the registrar is warned ahead.
    climbs: bool = True
    # Confidential from its opening.
    secret: bool = False
    # Not open to the whole office, such as one about a harmed child: to its handler, who is whoever opened it until the
    # head gives it to somebody, to the head and to the leaders.
    restricted: bool = False
    # Never shown together with what other offices know of the same person, such as petitions.
    isolated: bool = False
    # Its system of record, where it is kept in another system; without one it is kept here.
    record: Record | None = None
    _by_key: dict[str, Transition] = field(default_factory=dict, init=False, repr=False, compare=False)
    # Every state by key, the initial one first.
    states: dict[str, State] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_key.update({transition.key: transition for transition in self.transitions})
        self.states[self.initial.key] = self.initial
        for move in self.transitions:
            for state in (*move.sources, *move.targets):
                self.states.setdefault(state.key, state)
        problems = list(self._problems())
        if problems:
            raise WorkflowError(f"{self.key}: " + "; ".join(problems))

    def transition(self, key: str) -> Transition | None:
        """The move of that key, if this kind has it."""
        return self._by_key.get(key)

    def from_state(self, state: str) -> list[Transition]:
        """The moves that leave, or stay in, a state."""
        return [move for move in self.transitions if any(source.key == state for source in move.sources)]

    def limit(self, key: str) -> Limit | None:
        """The limit of that key."""
        return next((limit for limit in self.limits if limit.key == key), None)

    def draw(self) -> str:
        """The workflow as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial.key}"]
        for move in self.transitions:
            for source in move.sources:
                lines += [f"    {source.key} --> {to.key}: {move.key}" for to in move.targets or (source,)]
        lines += [f"    {state.key} --> [*]" for state in self.states.values() if state.final]
        return "\n".join(lines)

    def _problems(self) -> Iterator[str]:
        yield from self._move_problems()
        yield from self._state_problems()
        yield from self._limit_problems()
        yield from self._record_problems()

    def _move_problems(self) -> Iterator[str]:
        if len(self._by_key) != len(self.transitions):
            yield "two moves share a key"
        for move in self.transitions:
            yield from _problems_of(move)

    def _state_problems(self) -> Iterator[str]:
        states = self.states
        seen, frontier = {self.initial.key}, [self.initial.key]
        while frontier:
            here = frontier.pop()
            for move in self.from_state(here):
                fresh = {target.key for target in move.targets} - seen
                seen |= fresh
                frontier += fresh
        yield from (f"nothing reaches {key}" for key in states if key not in seen)
        leaving = {s.key for move in self.transitions for s in move.sources if any(s != to for to in move.targets)}
        yield from (f"{key} has no way out" for key, s in states.items() if not s.final and key not in leaving)
        declared = [s for m in self.transitions for s in (*m.sources, *m.targets)]
        yield from (f"{s.key} is declared twice" for s in declared if states[s.key] != s)

    def _limit_problems(self) -> Iterator[str]:
        if len({limit.key for limit in self.limits}) != len(self.limits):
            yield "two limits share a key"
        for limit in self.limits:
            stopping = [key for stop in limit.stops for key in (*stop.by, *stop.resumed_by)]
            for key in (*limit.starts, *limit.met_by, *stopping):
                if key != OPEN and key not in self._by_key:
                    yield f"limit {limit.key} names the unknown move {key}"
            move = self._by_key.get(limit.on_breach)
            if move is None or move.by != By.TIMER:
                yield f"limit {limit.key} has no timer move for when it passes"
            if limit.ends_on and (limit.days or limit.working or limit.roll or limit.counted_from):
                yield f"limit {limit.key} ends on a date and counts days"
            if (limit.days < 1 and not limit.ends_on) or limit.roll not in (None, "back", "forward"):
                yield f"limit {limit.key} has a wrong length or roll"

    def _record_problems(self) -> Iterator[str]:
        if self.record is None:
            return
        system, entered, dropped = self.record.system, self.record.entered, self.record.dropped
        if not _KEY.fullmatch(system.key):
            yield f"{system.key!r} is no key of another system: 1 to 40 small letters, digits, hyphens"
        if self.secret:
            yield f"it is secret and would be entered in {system.key}"
        if not entered:
            yield f"nothing is ever entered in {system.key}"
        for key in (*entered, *dropped):
            if key != OPEN and key not in self._by_key:
                yield f"the record in {system.key} names the unknown move {key}"
        yield from (f"{key} is both entered in {system.key} and dropped" for key in set(entered) & set(dropped))


def _problems_of(move: Transition) -> Iterator[str]:
    """What is wrong with one move, whatever the others are."""
    yield from _posts_of(move)
    if move.key == OPEN:
        yield "a move is called 'open'"
    if not move.sources:
        yield f"{move.key} leaves no state"
    if move.other_targets and not move.choose_target:
        yield f"{move.key} leads to several states and does not choose"
    if move.form and (move.writes or move.asks):
        yield f"{move.key} has a form and names fields"
    yield from (f"{move.key} leaves the final state {s.key}" for s in move.sources if s.final and move.targets)


def _posts_of(move: Transition) -> Iterator[str]:
    if move.by == By.STAFF and not (move.needs and move.who):
        yield f"{move.key} is a staff move without a permission and a post"
    if move.by != By.STAFF and (move.needs or move.who):
        yield f"{move.key} is not made by staff but names a permission or post"


_workflows: dict[str, Workflow] = {}


def register(workflow: Workflow) -> Workflow:
    """Keep a workflow under its key. Raises WorkflowError when another holds the key."""
    if _workflows.setdefault(workflow.key, workflow) is not workflow:
        raise WorkflowError(f"{workflow.key} is registered twice")
    return workflow


def find(key: str) -> Workflow:
    """The workflow of a kind. Raises LookupError for an unknown one."""
    try:
        return _workflows[key]
    except KeyError:
        raise LookupError(f"no kind of matter is called {key!r}") from None


def is_registered(key: str) -> bool:
    """Say whether a kind is known."""
    return key in _workflows


def all_workflows() -> list[Workflow]:
    """Every registered workflow, in the order of registration."""
    return list(_workflows.values())


def all_kinds() -> set[str]:
    """The keys of every registered workflow."""
    return set(_workflows)
