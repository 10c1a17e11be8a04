"""Each figure as a condition on cases. The page counts by it, the list of the desk filters by it: they cannot differ.

A condition is asked of the cases that a person may open, received in a period. Reports against somebody are in none of
them but their own, which only their two posts see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.roles import Role
from caojiadu.core.cases.models import Case, CaseEvent, Category, Channel, Clock, Confidentiality
from caojiadu.core.organisation.models import Office
from petitions.digests.workflow import DIGEST
from petitions.letters.models import Answer, Judgement
from petitions.letters.states import ACCUSATION, APPEAL, SUGGESTION
from petitions.meetings.rules import MEETING, TASK
from petitions.petitioners.models import JointRules
from petitions.supervision.models import BreachKind, SupervisionCard
from petitions.supervision.workflow import CARD
from petitions.urgent.workflow import FLASH

LETTERS = Q(kind__in=(APPEAL, SUGGESTION), confidentiality__lt=Confidentiality.SECRET)
CARDS = Q(kind=CARD)


@dataclass(frozen=True)
class Cell:
    key: str
    label: str
    where: Q


@dataclass(frozen=True)
class Section:
    """Figures that stand together; shares are of the cell `of`, where it is named."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    of: str = ""


def _newest(model: Any, **where: Any) -> Exists:
    """The newest answer that was released, or the newest judgement, is such a one."""
    given: dict[str, Any] = {"released_at__isnull": False} if model is Answer else {}
    later = model.objects.filter(petition_id=OuterRef("petition_id"), round__gt=OuterRef("round"), **given)
    return Exists(model.objects.filter(~Exists(later), petition_id=OuterRef("pk"), **given, **where))


def sections(user: Any) -> list[Section]:
    """Everything that a person's page counts."""
    found = list(_of_letters()) + list(_of_the_house())
    if user.has_role(Role.ACCUSATIONS):
        secret = Cell("accusations", _("Reports against somebody"), Q(kind=ACCUSATION))
        return [Section("accusations", _("Reports against somebody"), (secret,))]
    return found


def find(user: User, key: str) -> Cell | None:
    """The figure of a key, if the person's page has it."""
    if key.startswith("against."):
        return against(user, key)
    return next((cell for section in sections(user) for cell in section.cells if cell.key == key), None)


def against(user: User, key: str) -> Cell | None:
    """Letters against the same unit or person as the one whose key stands in the address: no name does."""
    number = key.removeprefix("against.")
    if not number.isdecimal() or len(number) > 18 or user.has_role(Role.ACCUSATIONS):
        return None
    one = (
        Case.objects.visible_to(user)
        .filter(LETTERS, pk=int(number))
        .values_list("petition__against", flat=True)
        .first()
    )
    return Cell(key, one, LETTERS & Q(petition__against=one)) if one else None


def _of_letters() -> Iterator[Section]:
    yield Section("all", _("Letters and calls"), (Cell("all", _("Letters and calls received"), LETTERS),))
    yield _section("form", _("By form"), [(one.value, one.label, Q(channel=one.value)) for one in Channel])
    yield _section(
        "kind",
        _("By purpose"),
        [("appeal", _("Appeal or request"), Q(kind=APPEAL)), ("suggestion", _("Suggestion"), Q(kind=SUGGESTION))],
    )
    again = Q(repeat=True)
    yield _section(
        "times", _("First or again"), [("first", _("First letter"), ~again), ("repeat", _("Repeat letter"), again)]
    )
    yield _section("people", _("By number of people"), _people())
    yield _section("field", _("By field"), _fields())
    yield _section("office", _("By responsible office"), [(o.code, str(o), Q(office=o)) for o in Office.objects.all()])
    yield _section("way", _("What became of them"), _ways())
    yield _section(
        "answer", _("Answers"), [(o.value, o.label, _newest(Answer, outcome=o.value)) for o in Answer.Outcome]
    )
    yield _section("time", _("In time"), _clocks())
    yield _section("passed", _("Passed on"), _passed())
    yield _section("office_grade", _("Satisfied with the office"), _grades("office_grade"), of="office_grade.judged")
    yield _section("answer_grade", _("Satisfied with the answer"), _grades("answer_grade"), of="answer_grade.judged")


def _of_the_house() -> Iterator[Section]:
    taken = SupervisionCard.Taken
    rows = [
        ("all", _("Supervision cards"), Q()),
        ("waiting", _("Waiting for the office's answer"), Q(state="card_issued")),
        *((one.value, one.label, Q(supervisioncard__taken=one.value)) for one in taken),
    ]
    yield _section("cards", _("Supervision"), rows, base=CARDS, of="cards.all")
    kinds = [(b.key, str(b), Q(supervisioncard__breach=b)) for b in BreachKind.objects.all()]
    yield _section("breach", _("Supervision by breach"), kinds, base=CARDS, of="cards.all")
    house = [
        ("flash", _("Urgent reports"), Q(kind=FLASH)),
        ("meetings", _("Joint meetings"), Q(kind=MEETING)),
        ("tasks", _("Tasks of joint meetings"), Q(kind=TASK)),
        ("tasks_done", _("Tasks of joint meetings, done"), Q(kind=TASK, state="task_done")),
        ("digests", _("Digests of suggestions"), Q(kind=DIGEST)),
    ]
    yield _section("house", _("Beside the letters"), house, base=Q(), of="")


def _section(key: str, label: str, rows: Any, *, base: Q = LETTERS, of: str = "all") -> Section:
    return Section(key, label, tuple(Cell(f"{key}.{name}", str(said), base & where) for name, said, where in rows), of)


def _people() -> list[tuple[str, str, Any]]:
    """Joint letters, and those of so many people that they are followed as such."""
    mass = JointRules.today().mass_from
    return [
        ("one", _("One person"), Q(headcount=1)),
        ("several", _("Joint letter"), Q(headcount__gt=1)),
        ("mass", _("Joint letter of %(n)d people or more") % {"n": mass}, Q(headcount__gte=mass)),
    ]


def _fields() -> list[tuple[str, str, Any]]:
    """The first level of the classification, each with everything below it."""
    rows = list(Category.objects.values_list("pk", "parent_id"))
    names = {row.pk: str(row) for row in Category.objects.filter(parent=None)}
    parents = dict(rows)

    def root(pk: int) -> int:
        while parents[pk] is not None:
            pk = parents[pk]
        return pk

    below: dict[int, list[int]] = {}
    for pk, _parent in rows:
        below.setdefault(root(pk), []).append(pk)
    found = [(str(pk), name, Q(category__in=below[pk])) for pk, name in names.items()]
    return [*found, ("none", _("No field yet"), Q(category=None))]


def _ways() -> list[tuple[str, str, Any]]:
    return [
        ("accepted", _("Accepted"), Q(petition__accepted_at__isnull=False)),
        ("refused", _("Not accepted"), Q(state="refused")),
        ("diverted", _("Shown another legal route"), Q(state="diverted")),
        ("transferred", _("Transferred to another body"), Q(state="transferred")),
        ("withdrawn", _("Withdrawn"), Q(state="withdrawn")),
        ("answered", _("Answered"), Q(petition__answered_at__isnull=False)),
        ("open", _("Still under way"), Q(closed_at=None)),
    ]


def _clocks() -> list[tuple[str, str, Any]]:
    found = []
    said = {"tell": _("Told whether accepted"), "close": _("Answered in writing")}
    met, met_late, still_late = _("in time"), _("too late"), _("late and not done")
    for key, name in said.items():
        clocks = Clock.objects.filter(case_id=OuterRef("pk"), key=key)
        late = clocks.filter(state=Clock.State.RUNNING, due_at__lt=timezone.now())
        found += [
            (f"{key}_met", f"{name} · {met}", Exists(clocks.filter(state=Clock.State.MET))),
            (f"{key}_late", f"{name} · {met_late}", Exists(clocks.filter(state=Clock.State.LATE))),
            (f"{key}_overdue", f"{name} · {still_late}", Exists(late)),
        ]
    return found


def _passed() -> list[tuple[str, str, Any]]:
    moves = {
        "offices": (_("Between offices"), "hand_over"),
        "bodies": (_("Transferred to another body"), "transfer_out"),
        "up": (_("Reported up to the district"), "report_up"),
        "meeting": (_("Dealt with by a joint meeting"), "meeting_held"),
        "opinion": (_("Opinion passed on to the district"), "pass_on"),
        "digest": (_("Passed on in a digest"), "digested"),
    }
    of_case = CaseEvent.objects.filter(case_id=OuterRef("pk"))
    return [(key, name, Exists(of_case.filter(move=move))) for key, (name, move) in moves.items()]


def _grades(column: str) -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = [("judged", _("Judged"), _newest(Judgement))]
    return [*found, *((str(g.value), str(g.label), _newest(Judgement, **{column: g.value})) for g in Judgement.Grade)]
