"""The life of a case as staff and residents read it, made from its events in a fixed number of queries."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caojiadu.core import history, memory
from caojiadu.core.audit.models import Entry
from caojiadu.core.cases import hooks
from caojiadu.core.cases.choices import Chosen
from caojiadu.core.cases.clocks import clocks_of
from caojiadu.core.cases.models import Case, CaseEvent, Clock
from caojiadu.core.cases.step_forms import form_class
from caojiadu.core.history import Life, Line
from caojiadu.core.organisation.models import Office
from caojiadu.core.workdays.deadlines import Deadline
from caojiadu.core.workflow import Text, Transition, Workflow
from caojiadu.core.workflow.parts import OPEN


@dataclass(frozen=True)
class Limit:
    """A clock as a page shows it."""

    key: str
    label: str
    due_at: dt.datetime
    due_on: dt.date
    state: str
    legal: bool
    article: str
    provisional: bool
    why: list[str]
    public: bool

    @property
    def running(self) -> bool:
        """Say whether it still runs."""
        return self.state == Clock.State.RUNNING

    @property
    def stands_still(self) -> bool:
        """Say whether it stands still, on one of the grounds for it."""
        return self.state == Clock.State.STOPPED


def for_staff(case: Case, before: str = "") -> Life:
    """What happened, up to a mark."""
    return _life(case, CaseEvent.objects.filter(case_id=case.pk), before)


def for_resident(case: Case, before: str = "") -> Life:
    """What the petitioner may see of it: public events, with their public words only."""
    return _life(case, CaseEvent.objects.filter(case_id=case.pk, public=True), before, resident=True)


def _life(case: Case, events: QuerySet[CaseEvent], before: str, *, resident: bool = False) -> Life:
    return history.life_of(events, before, lambda found: _lines(case, found, resident=resident))


def limits_of(case: Case) -> list[Limit]:
    """Every clock of a case, the running ones first, each with its reasons; not those that were counted again."""
    clocks = sorted(clocks_of(case), key=lambda clock: (clock.state != Clock.State.RUNNING, clock.due_at))
    last = {clock.key: clock.pk for clock in sorted(clocks, key=lambda clock: clock.pk)}
    return [_limit(case, clock) for clock in clocks if clock.state != Clock.State.ENDED or last[clock.key] == clock.pk]


def _limit(case: Case, clock: Clock) -> Limit:
    declared = case.workflow.limit(clock.key)
    return Limit(
        key=clock.key,
        label=str(declared.label) if declared else clock.key,
        due_at=clock.due_at,
        due_on=clock.due_on,
        state=clock.state,
        legal=clock.legal,
        article=str(declared.article) if declared and declared.legal == clock.legal else clock.article,
        provisional=clock.provisional,
        why=Deadline.from_json(clock.why).explain(),
        public=bool(declared and declared.public),
    )


@dataclass(frozen=True)
class MovedDay:
    """A last day that the calendar moved: which one, when that was found, old and new."""

    label: str
    at: dt.datetime
    old: dt.date
    new: dt.date


def moved_days(case: Case) -> list[MovedDay]:
    """Every last day of a case that moved because the calendar changed, oldest first."""
    entries = Entry.objects.filter(action="deadline_moved", subject_type="case", subject_key=case.number or "")
    rights = {key: label for labels in hooks.right_labels() for key, label in labels.items()}
    return [_moved_day(case, entry, rights) for entry in entries.order_by("id")]


def _moved_day(case: Case, entry: Entry, rights: Mapping[str, Text]) -> MovedDay:
    key = str(entry.data.get("limit", ""))
    declared = case.workflow.limit(key)
    label = declared.label if declared else rights.get(key, key)
    old, new = (dt.date.fromisoformat(str(entry.data[name])) for name in ("old", "new"))
    return MovedDay(str(label), entry.at, old, new)


def last_words(case: Case, *moves: str, resident: bool = False) -> list[tuple[str, str]]:
    """The words of the newest of these moves, as a petitioner or as staff may read them."""
    event = CaseEvent.objects.filter(case_id=case.pk, move__in=moves).select_related("words").order_by("-id").first()
    return _words(case, event, case.workflow.transition(event.move), resident) if event else []


def _lines(case: Case, events: list[CaseEvent], *, resident: bool = False) -> list[Line]:
    people = {} if resident else history.people_of(events)
    offices = memory.rows_of(Office)
    chosen = Chosen() if resident else Chosen.of(case.workflow, events)
    return [_line(case, event, people, offices, chosen, resident) for event in events]


def _line(
    case: Case,
    event: CaseEvent,
    people: Mapping[int, str],
    offices: Mapping[int, Office],
    chosen: Chosen,
    resident: bool,
) -> Line:
    move = case.workflow.transition(event.move)
    office = offices.get(event.actor_office_id or 0)
    facts = [] if resident else chosen.facts(case.workflow, event)
    return Line(
        at=event.at,
        text=_told(case, event, move) if resident else named(case.workflow, event.move),
        who=" · ".join(str(one) for one in (history.acting(event, people), office) if one)
        or event.get_actor_kind_display(),
        words=[*facts, *_words(case, event, move, resident)],
        public=event.public,
        move=event.move,
        by_resident=event.actor_kind == CaseEvent.ActorKind.RESIDENT,
        data=event.data,
    )


def named(flow: Workflow, key: str) -> str:
    """What happened, in the words of the office."""
    if key == OPEN:
        return str(flow.open_told or _("Received"))
    if key == "reorganised":
        return _("Moved with its function to another office")
    move = flow.transition(key)
    return str(move.label) if move else key


def _told(case: Case, event: CaseEvent, move: Transition | None) -> str:
    if event.move == OPEN:
        return str(case.workflow.open_told or _("Received"))
    return str(move.told or move.label) if move else ""


def _words(case: Case, event: CaseEvent, move: Transition | None, resident: bool) -> list[tuple[str, str]]:
    form = form_class(case.workflow, move) if move and event.typed else None
    if form is None:
        return []
    fields = form.base_fields
    kept = list(event.typed.items())
    if resident:
        kept = [(name, text) for name, text in kept if name in form.public_words]
    return [(str(fields[name].label), text) for name, text in kept if name in fields and name not in form.quiet_words]
