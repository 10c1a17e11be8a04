"""The words in which a kind of matter is declared."""

from collections.abc import Callable
from dataclasses import dataclass, field
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
    # Nobody has to act here.
    rests: bool = field(init=False, compare=False)

    @property
    def public_label(self) -> Text:
        """What the resident reads."""
        return self.told or self.label

    def __post_init__(self) -> None:
        object.__setattr__(self, "rests", self.done or self.final)


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell somebody, with a message template: resident, handler, head, decider (who decides next: another head, else a
    leader), registrar, co, asked, leader or holder."""

    audience: str
    template: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """One move. What it asks for is a `form` or, where that is enough, named in `fields`, `optional` and `asks`."""

    key: str
    label: Text
    # The states in which it may be made, and the one to which it leads; without a target the matter stays.
    sources: tuple[State, ...]
    target: State | None = None
    # The permission that staff need for it.
    needs: str = ""
    # What sort of actor makes it, and which of the staff.
    by: By = By.STAFF
    who: tuple[Who, ...] = ()
    # The dotted path of its form.
    form: str = ""
    # Fields of the matter that must be filled in, and those that may be: asked for, checked and written by the move.
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    # Words beside them that only the event keeps: "reason", "note", "done", "result".
    asks: tuple[str, ...] = ()
    # Guards that are asked before anything was typed: where one refuses, the move is not even offered.
    when: tuple[Callable[..., None], ...] = ()
    # Guards that are asked again with what was typed; of a `main` move also without it, so the desk says what is ready.
    guards: tuple[Callable[..., None], ...] = ()
    # What is done with it, in the same transaction: callables, or names in the registry of callables.
    effects: tuple[Effect, ...] = ()
    # Who is told of it.
    notify: tuple[Notify, ...] = ()
    # Shows the event to the resident, as `told` or `label`.
    public: bool = False
    told: Text = ""
    # The step that is expected next: its button stands out.
    main: bool = False
    # A step that ends or takes something away: its button warns.
    danger: bool = False
    # A sentence above its form.
    hint: Text = ""
    # Offered by a part of the page of its own instead of among the next steps.
    in_panel: bool = False
    # Waits for a leader though the head may make it too; without it a leader stands in only where the head may not.
    for_leaders: bool = False
    # Under which heading it stands where many steps are offered.
    purpose: Purpose = Purpose.DECIDE
    # Where the matter itself says where it goes next: the further states, and the function that is given the move and
    # returns one of them or `target`; where it returns None, the matter stays.
    other_targets: tuple[State, ...] = ()
    choose_target: Callable[..., State | None] | None = None
    # The fields of the matter that it asks for and writes.
    writes: tuple[str, ...] = field(init=False, compare=False)

    @property
    def targets(self) -> tuple[State, ...]:
        """Every state to which it may lead."""
        return (*((self.target,) if self.target else ()), *self.other_targets)

    def __post_init__(self) -> None:
        object.__setattr__(self, "writes", (*self.fields, *self.optional))


@dataclass(frozen=True, slots=True)
class Stop:
    """One ground on which a limit stands still: the moves that stop it, those that let it go on, and the article.

    A limit without such a ground is stopped by nothing.
    """

    key: str
    label: Text
    article: Text
    by: tuple[str, ...]
    resumed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit, counted in days or ending on a date of the matter."""

    key: str
    label: Text
    # How many days, calendar days unless `working`; 0 where it ends on a date.
    days: int
    # The article, or that it is the office's own norm.
    article: Text
    # The moves that start it and those that meet it.
    starts: tuple[str, ...]
    met_by: tuple[str, ...]
    # The move that the timer makes when it passes.
    on_breach: str
    # The name of a date of the matter on which it ends: it starts once the date is known, and again when a move changes
    # it.
    ends_on: str = ""
    # The name of a date of the matter from which the days are counted, where what sets it running is written down later
    # than it happened; a move that changes it while the limit runs starts it again.
    counted_from: str = ""
    # The date of the matter on which it was met, where that is written down later than it happened. The same date as
    # `counted_from` or `ends_on`: the limit recurs, and a move that writes no new date meets it when it is made.
    met_on: str = ""
    working: bool = False
    # From law, so no administrator changes it; the others are service norms.
    legal: bool = True
    # Where it ends on a day off: "forward" for what citizens must do, "back" for staff targets, None where the law
    # counts straight through.
    roll: str | None = None
    # How many days before its end whoever must keep it is told.
    warn: tuple[int, ...] = (5, 2)
    # Shown to the resident.
    public: bool = True
    # By how many days it may be lengthened, once.
    extends: int = 0
    # The only grounds on which it stands still.
    stops: tuple[Stop, ...] = ()
    # Runs on while the matter rests in a state that is not final; any other limit ends there.
    runs_at_rest: bool = False
    # Told further and further up when it passes; otherwise noted once, for whoever must keep it sits elsewhere.
    climbs: bool = True
    # Where a law speaks of some matters of a kind only: asked with the matter when the limit would start.
    applies: Callable[[Any], bool] | None = None

    @property
    def date(self) -> str:
        """The date of the matter on which it ends or from which it is counted, if it names one."""
        return self.ends_on or self.counted_from


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
