"""The words in which a kind of matter is declared."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Words for people: a text, or one that is looked up in the reader's language when it is shown.
Text: TypeAlias = "StrOrPromise"
# What a move does: a callable, or its name in the registry of callables.
Effect: TypeAlias = "Callable[..., None] | str"

# The key that limits and notices use for the moment a case is opened.
OPEN = "open"


class By(StrEnum):
    """What sort of actor makes a move."""

    STAFF = "staff"
    RESIDENT = "resident"
    TIMER = "timer"
    DISTRICT = "district"
    LINK = "link"  # whoever was sent a link that works for this matter alone


class Who(StrEnum):
    """Which of the staff who may see a case make a staff move; any one of those named is enough."""

    REGISTRAR = "registrar"  # the clerk of the desk that registered it
    LEAD = "lead"  # anybody in the lead office
    HEAD = "head"  # the head of the lead office
    HANDLER = "handler"  # the person who has the case
    CO = "co"  # anybody in a co-office
    ASKED = "asked"  # the head of the office that is asked to take the lead
    COMMITTEE = "committee"  # a neighbourhood committee that helps
    LEADER = "leader"  # the leader in charge
    READER = "reader"  # whoever may open it
    HOLDER = "holder"  # the leader who holds it
    WINDOW = "window"  # whoever serves the windows where it was taken in, though it opens to them no more


class Purpose(StrEnum):
    """What a step is for. Where many are offered, pages group them by it."""

    DECIDE = "decide"  # takes the matter on, or ends it
    PEOPLE = "people"  # who has it, and who helps
    PAPERS = "papers"  # papers and their service
    LINKS = "links"  # other matters beside it
    UPWARD = "upward"  # reports, supervision, meetings
    NOTES = "notes"  # what is written down or asked on the way


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands.

    In a `done` state nobody has to act, so the case counts as closed, but a move may still leave it (a second round);
    a `final` state is done for good. `tone` picks the colour of its chip: wait, soon, late or done. `told` is what the
    resident reads instead of the label, where something is still being decided inside.
    """

    key: str
    label: Text
    final: bool = False
    done: bool = False
    tone: str = "wait"
    told: Text = ""

    @property
    def public_label(self) -> Text:
        """What the resident reads."""
        return self.told or self.label

    @property
    def rests(self) -> bool:
        """Say whether nobody has to act here."""
        return self.done or self.final


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell somebody, with a message template: resident, handler, head, decider (who decides next: another head, else a
    leader), registrar, co, asked, leader or holder."""

    audience: str
    template: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """One move.

    `target` None stays in the state. `needs` is the permission of a staff move. `form` is a dotted path. Effects are
    callables or names in the registry of callables. `public` shows the event to the resident, as `told` or `label`.
    `when` are guards that are asked before anything was typed: where one says no, the move is not even offered.
    `guards` are asked again with what was typed; the desk asks those of a `main` move without it, to say what is ready.
    `choose` picks among `target` and `others` where only the matter itself says where it goes next; None stays.
    `in_panel` is offered by a part of the page of its own instead of among the next steps. `for_leaders` waits for a
    leader though the head may make it too: without it a leader stands in only where the head may not.
    Instead of a `form`, a move may name `fields` of the matter that must be filled in and `optional` ones that may be:
    they are asked for, checked and written by the move itself; `asks` are words beside them that only the event keeps
    ("reason", "note", "done", "result").
    """

    key: str
    label: Text
    sources: tuple[State, ...]
    target: State | None = None
    needs: str = ""
    by: By = By.STAFF
    who: tuple[Who, ...] = ()
    form: str = ""
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    when: tuple[Callable[..., None], ...] = ()
    guards: tuple[Callable[..., None], ...] = ()
    effects: tuple[Effect, ...] = ()
    notify: tuple[Notify, ...] = ()
    public: bool = False
    told: Text = ""
    main: bool = False
    danger: bool = False
    hint: Text = ""
    in_panel: bool = False
    for_leaders: bool = False
    purpose: Purpose = Purpose.DECIDE
    others: tuple[State, ...] = ()
    choose: Callable[..., State | None] | None = None

    @property
    def targets(self) -> tuple[State, ...]:
        """Every state to which it may lead."""
        return (*((self.target,) if self.target else ()), *self.others)

    @property
    def writes(self) -> tuple[str, ...]:
        """The fields of the matter that it asks for and writes."""
        return (*self.fields, *self.optional)


@dataclass(frozen=True, slots=True)
class Stop:
    """One ground on which a limit stands still: the moves that stop it, those that let it go on, and the article.

    A limit without such a ground is stopped by nothing.
    """

    key: str
    label: Text
    article: Text
    by: tuple[str, ...]
    until: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit.

    `days` are calendar days unless `working`. It starts on the moves in `starts` and is met by those in `met_by`; when
    it passes, the timer makes `on_breach`. `legal` limits come from law and cannot be changed by an administrator;
    the others are service norms. `roll` moves a limit that ends on a day off: "forward" for what citizens must do,
    "back" for staff targets, None where the law counts straight through. `public` shows it to the resident.
    `extends` is by how many days it may be lengthened, once. `stops` are the only grounds on which it stands still.
    `beside` runs on while the matter rests; a limit that does not climb is noted once when it passes, for whoever
    must keep it sits elsewhere. `until` names a date of the matter on which the limit ends instead of being counted
    in days: it starts once the date is known, and starts anew when a move changes it. `since` names a date of the
    matter from which the days are counted, where what sets it running is written down later than it happened; a move
    that changes it while the limit runs starts it anew. `kept_on` names the date on which it was kept, likewise; where
    both are the same date, the limit comes round, and a move that writes no new date keeps it when it is made. Where
    a law speaks of some matters of a kind only, `applies` is asked with the matter when the limit would start.
    """

    key: str
    label: Text
    days: int
    article: Text
    starts: tuple[str, ...]
    met_by: tuple[str, ...]
    on_breach: str
    until: str = ""
    since: str = ""
    kept_on: str = ""
    working: bool = False
    legal: bool = True
    roll: str | None = None
    warn: tuple[int, ...] = (5, 2)
    public: bool = True
    extends: int = 0
    stops: tuple[Stop, ...] = ()
    beside: bool = False
    climbs: bool = True
    applies: Callable[[Any], bool] | None = None

    @property
    def date(self) -> str:
        """The date of the matter on which it ends or from which it is counted, if it names one."""
        return self.until or self.since


@dataclass(frozen=True, slots=True)
class System:
    """Another system in which matters are kept: its key on the rows, and its name in both languages."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Record:
    """The system of record of a kind that is kept in another system: what is done here has to be entered there.

    `entered` are the moves of which that system has to be told. After a `dropped` move nothing is to be entered until
    the next of them: a reply that is looked into again is not there to be typed.
    """

    system: System
    entered: tuple[str, ...]
    dropped: tuple[str, ...] = ()
