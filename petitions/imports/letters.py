"""One row becomes one letter: kept with its answer, kept for reference, or left open where there is still time."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases import clocks
from caojiadu.core.cases.models import FAR, Case, Category, Channel, Clock
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.sweep import RUNG_NAMES
from caojiadu.core.community.models import Resident
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.external_systems.keeping import is_given
from caojiadu.core.organisation.models import DistrictBody
from caojiadu.core.personal import Unusable
from caojiadu.core.personal import fields as secrecy
from caojiadu.core.sheets.cells import BadCell, line, moment, text
from caojiadu.core.sheets.heads import first_of
from caojiadu.core.workflow import By
from petitions.intake.opening import open_letter
from petitions.letters.models import Answer, Petition
from petitions.letters.states import ANSWERED, FILED, LETTER, SUBMITTED
from petitions.petitioners.models import Petitioner
from petitions.stages.rules import note_transfer


def date_imported_answer(moving: Moving) -> None:
    """An answer from another system, kept just before, was given on its own day, not today."""
    at = Answer.objects.get(petition=moving.case, round=1).released_at
    moving.change(answered_at=at, served_at=at, closed_at=at)
    Petitioner.objects.filter(petition=moving.case, first=True).update(served_at=at)


IMPORT_ANSWERED = LETTER.step(
    "import_answered",
    gettext_lazy("Brought in with its answer"),
    SUBMITTED,
    to=ANSWERED,
    by=By.TIMER,
    effects=(date_imported_answer,),
    public=True,
    told=gettext_lazy("Answered"),
)
IMPORT_FILED = LETTER.step(
    "import_filed",
    gettext_lazy("Brought in for reference"),
    SUBMITTED,
    to=FILED,
    by=By.TIMER,
    public=True,
    told=gettext_lazy("Kept for reference"),
)


LONGEST = {"number": 60, "place": 120, "sender": 120}
TITLE, TITLE_FROM_BODY = 120, 40
MOST_TEXT = 100_000


@dataclass(frozen=True)
class Letter:
    """A row that can be used."""

    number: str
    title: str
    body: str
    received: dt.datetime
    request: str = ""
    place: str = ""
    answer: str = ""
    answered: dt.datetime | None = None
    categories: tuple[str, ...] = ()
    name: str = ""
    phone: str = ""
    sender: str = ""
    transferred: dt.datetime | None = None


def read(cells: list[Any], columns: dict[str, list[int]]) -> Letter:
    """Make a letter of a row. Raises BadCell with what is wrong with it."""

    def first(field: str) -> Any:
        return first_of(cells, columns.get(field, []))

    number, title, body = number_in(cells, columns), line(first("title")), text(first("body"))
    _check_needed(number, title or body)
    received, answer = _received(first("received")), text(first("answer"))
    _check_texts(title, body, answer, text(first("request")))
    if len(title) > TITLE:
        title, body = f"{title[: TITLE - 1]}…", f"{title}\n\n{body}"
    return Letter(
        number=number,
        title=title or _opening_words(body),
        body=body or title,
        received=received,
        request=text(first("request")),
        place=line(first("place"))[: LONGEST["place"]],
        answer=answer,
        answered=_answered(first("answered"), received) if answer else None,
        categories=tuple(line(cells[at]) for at in columns.get("category", ()) if at < len(cells)),
        name=line(first("name")),
        phone=line(first("phone")),
        **_transfer(line(first("sender")), first("transferred"), received),
    )


def _transfer(sender: str, cell: Any, received: dt.datetime) -> dict[str, Any]:
    """Which body passed it on, and when that arrived; without that date it arrived with the letter."""
    if not sender:
        return {}
    if len(sender) > LONGEST["sender"]:
        raise BadCell(_("the body that transferred it has more than %(most)d characters") % {"most": LONGEST["sender"]})
    return {"sender": sender, "transferred": moment(cell) if line(cell) else received}


def number_in(cells: list[Any], columns: dict[str, list[int]]) -> str:
    """The number a row has in its own system."""
    return line(first_of(cells, columns["number"]))


def _check_needed(number: str, words: str) -> None:
    if not number:
        raise BadCell(_("the number is missing"))
    if len(number) > LONGEST["number"]:
        raise BadCell(_("the number has more than %(most)d characters") % {"most": LONGEST["number"]})
    if not words:
        raise BadCell(_("there is neither a title nor a text"))


def _check_texts(*texts: str) -> None:
    if any(len(one) > MOST_TEXT for one in texts):
        raise BadCell(_("a text has more than %(most)d characters") % {"most": MOST_TEXT})
    if grade := secrecy.marked("\n".join(texts)):
        raise BadCell(_("it is marked %(grade)s; state secrets must not be kept here") % {"grade": grade})


def _received(cell: Any) -> dt.datetime:
    if not line(cell):
        raise BadCell(_("the date of receipt is missing"))
    return moment(cell)


def _answered(cell: Any, received: dt.datetime) -> dt.datetime:
    """When it was answered; a file without that date says only that it was, so the day of receipt stands in."""
    answered = moment(cell) if line(cell) else received
    # A day without a time is its beginning, which may lie before the hour of receipt.
    if timezone.localdate(answered) < timezone.localdate(received):
        raise BadCell(_("it was answered before it was received"))
    return max(answered, received)


def _opening_words(body: str) -> str:
    words = line(body)
    return words if len(words) <= TITLE_FROM_BODY else f"{words[: TITLE_FROM_BODY - 1]}…"


def is_here(system: str, number: str) -> bool:
    """Say whether a letter was brought in before, or is known here by its number there."""
    return Case.objects.filter(foreign_system=system, foreign_number=number).exists() or is_given(system, number)


@transaction.atomic
def bring_in(letter: Letter, *, system: str, keep_open: bool, kind: str = "petition_appeal") -> str:
    """Take in one letter and tell nobody. Returns what became of it: answered, filed or open."""
    petition, _code = open_letter(
        kind=kind,
        actor=Actor.timer(),
        title=letter.title,
        channel=Channel.IMPORT,
        resident=_resident(letter),
        received_at=letter.transferred or letter.received,
        foreign=(system, letter.number),
        quiet=True,
        fields={
            "body": letter.body,
            "request": letter.request,
            "place": letter.place,
            "anonymous": not letter.phone,
            "category": _category(letter.categories),
        },
    )
    if letter.sender and letter.transferred:
        body = DistrictBody.objects.filter(name_zh=letter.sender).first()
        day = timezone.localdate(letter.transferred)
        note_transfer(petition, body=body, sender=letter.sender, received_on=day)
    # It was registered where it comes from.
    clocks.end(petition, ("register",), timezone.now())
    if letter.answered:
        _keep_answer(petition, letter.answer, letter.answered)
        return _end(petition, "import_answered", "answered")
    if not keep_open and _too_late(petition):
        return _end(petition, "import_filed", "filed")
    _stay_silent(petition)
    return "open"


def _keep_answer(petition: Petition, text: str, at: dt.datetime) -> None:
    """Nobody here wrote it. It does not travel through the event, which holds keys only."""
    Answer.objects.create(
        petition=petition,
        round=1,
        outcome=Answer.Outcome.IMPORTED,
        text=text,
        drafted_at=at,
        released_at=at,
    )


def _end(petition: Petition, key: str, became: str) -> str:
    move(case=petition, key=key, actor=Actor.timer())
    return became


def _too_late(petition: Petition) -> bool:
    return Clock.objects.filter(case_id=petition.pk, state=Clock.State.RUNNING, due_at__lt=timezone.now()).exists()


def _stay_silent(petition: Petition) -> None:
    """A limit that passed elsewhere shows as late here, but climbs nobody's ladder."""
    passed = Clock.objects.filter(case_id=petition.pk, state=Clock.State.RUNNING, due_at__lt=timezone.now())
    passed.update(rung=len(RUNG_NAMES), next_at=FAR)


def _category(names: tuple[str, ...]) -> Category | None:
    """The most general entry of the classification that bears one of the names."""
    return Category.objects.filter(name_zh__in=[name for name in names if name]).order_by("-parent", "pk").last()


def _resident(letter: Letter) -> Resident | None:
    """Who wrote, where the file has a name with a phone; a pseudonym makes nobody."""
    if not letter.phone:
        return None
    try:
        return find_or_create_resident(name=letter.name, phone=letter.phone)
    except Unusable as error:
        raise BadCell(str(error)) from error
