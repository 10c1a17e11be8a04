"""The office that has the matter: give it to a person, keep somebody out, note, ask, coordinate.

The petitioner learns that the responsible office has read it: one line for each office that gets it. Which office is
kept on the letter, so that no page asks for it; of a report against somebody nothing is told.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.assign import hand_to_person, handlers_of
from caojiadu.core.cases.barring import keep_out
from caojiadu.core.cases.colleagues import ColleagueField
from caojiadu.core.cases.errors import MoveError, Refused
from caojiadu.core.cases.forms import MoveForm, field_of, long_text, pick_from
from caojiadu.core.cases.models import Bar, Clock, Waiting
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.tell import posts_today, speaks_for, tell
from caojiadu.core.district import reports
from caojiadu.core.hooks import provide
from caojiadu.core.workflow import By, Notify, Purpose, Who
from petitions.letters.limits import RING_BACK
from petitions.letters.models import Petition, Question
from petitions.letters.states import (
    AFTER_ANSWER,
    ANYBODY_ON_IT,
    CARRYING_OUT,
    HANDLER,
    HEAD,
    IN_HAND,
    LETTER,
    UNDER_WAY,
    WORKED_ON,
)


def can_be_asked(moving: Moving) -> None:
    """Somebody reads the question, and no other one is open."""
    if moving.case.questions.filter(replied_at=None).exists():
        raise Refused(gettext("A question is still open. Wait for the reply, or ring."))


def not_read_yet(moving: Moving) -> None:
    """It is noted once for each office that is responsible."""
    if moving.case.read_by_id == moving.case.office_id:
        raise Refused(gettext("That the office has read it is noted already."))


def assign(moving: Moving) -> None:
    hand_to_person(moving, moving.data["handler"])


def recuse(moving: Moving) -> None:
    """Keep a person out of it from this moment; where they had it, the successor has it now and is told."""
    person = moving.data["person"]
    keep_out(moving, person, Bar.Reason.RECUSED)
    successor = moving.data.get("handler")
    if successor and moving.case.handler_id in (person.pk, None):
        hand_to_person(moving, successor)
        tell(moving.written, moving.case, [Notify("handler", "case_for_you")])


def ask(moving: Moving) -> None:
    """Put a question to the petitioner."""
    Question.objects.create(
        petition=moving.case, text=moving.data["question"], asked_by=moving.actor.user, asked_at=moving.now
    )
    moving.change(waiting=Waiting.RESIDENT)


def set_read_by(moving: Moving) -> None:
    """Keep which office has read it."""
    moving.change(read_by_id=moving.case.office_id)


def climb(moving: Moving) -> None:
    """A limit passed: tell the rung's audience; on the last rung report number, kind and days late to the district."""
    rung = moving.data["rung"]
    if rung == "district":
        reports.put_overdue(case=moving.case, event=moving.event, days_late=moving.data["days_late"], now=moving.now)
        return
    audience = ("handler", "registrar") if rung == "handler" else (rung,)
    tell(moving.written, moving.case, [Notify(one, "limit_late") for one in audience])


def bar_as_in_its_matter(moving: Moving) -> None:
    """Bar from a new case whoever is barred from its matter: recused or named in it (Regulations, art. 28, 30).

    An effect of opening, before anybody is told.
    """
    bar_as_in(moving, moving.case.parent_id)


def bar_as_in(moving: Moving, matter: Any) -> None:
    """Bar from a case whoever is barred from the matter of that key, if there is one."""
    case = moving.case
    if matter is None:
        return
    bars = Bar.objects.filter(case_id=matter)
    Bar.objects.bulk_create(
        (Bar(case_id=case.pk, user_id=bar.user_id, reason=bar.reason, since=moving.now) for bar in bars),
        ignore_conflicts=True,
    )
    case.refresh_from_db(fields=["barred", "readers"])


@provide("case_opened")
def note_reading(case: Any, user: Visitor) -> bool:
    """Note that somebody of the responsible office opens a letter that is worked on. Returns whether it was noted."""
    if not isinstance(case, Petition) or case.read_by_id == case.office_id:
        return False
    step, actor = case.workflow.transition("read_by_office"), Actor.staff(user)
    if step is None or case.standing not in step.sources or not may_move(actor, step, case):
        return False
    try:
        move(case=case, key=step.key, actor=actor)
    except MoveError:
        return False  # a colleague opened it at the same moment
    return True


class AssignForm(MoveForm):
    handler = ColleagueField(label=_("Handler"))
    note = long_text(_("Note"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "handler", ColleagueField).offer(handlers_of(self.case.office_id) - set(self.case.barred))

    def initial_values(self) -> dict[str, Any]:
        return {"handler": self.case.handler_id}


class RecuseForm(AssignForm):
    """Who steps aside, and who takes over."""

    person = forms.ModelChoiceField(label=_("Who steps aside"), queryset=User.objects.none())
    reason = long_text(_("Why"), rows=2)
    note = None  # type: ignore[assignment]
    field_order = ("person", "handler", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "person", User.objects.filter(pk__in=self._who_may_open() - set(self.case.barred)))
        self.fields["handler"].label = _("Who takes over")
        self.fields["handler"].required = False
        self.fields["handler"].help_text = _("Needed only when whoever handles it steps aside.")

    def _who_may_open(self) -> set[int]:
        """Staff of the lead, of those who help or are asked to take over, the desk, and the leaders."""
        case = self.case
        rows = list(case.assignments.filter(role__in=("co", "asked", "committee"), until=None))
        found = posts_today(role="letters", office_id=case.registrar_id) | posts_today(role="leader")
        for office_id in {case.office_id, *(row.office_id for row in rows if row.office_id)}:
            for role in ("handler", "head", "letters"):
                found |= posts_today(role=role, office_id=office_id)
        return found.union(*(speaks_for(row) for row in rows))

    def initial_values(self) -> dict[str, Any]:
        return {"person": self.case.handler_id}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person, handler = cleaned.get("person"), cleaned.get("handler")
        if person and person.pk == self.case.handler_id and not handler and "handler" not in self.errors:
            self.add_error("handler", _("Name who takes over."))
        if person and person == handler:
            self.add_error("handler", _("Somebody else has to take over."))
        return cleaned


class NoteForm(MoveForm):
    note = long_text(_("Note"), help_text=_("Only staff who work on this matter read it."))


class AskForm(MoveForm):
    public_words = ("question",)
    question = long_text(_("Question"), help_text=_("Plain words, one thing at a time. The limit goes on running."))


class CoordinateForm(MoveForm):
    """With whom, and what was tried."""

    parties = forms.CharField(label=_("With whom"), max_length=200)
    tried = long_text(_("What was tried, and what came of it"))


class GridCaseForm(MoveForm):
    """What is to be put right in the street."""

    grid_title = forms.CharField(label=_("What is to be put right"), max_length=60)
    grid_place = forms.CharField(label=_("Where exactly"), max_length=120)

    def initial_values(self) -> dict[str, Any]:
        return {"grid_title": self.case.title[:60], "grid_place": self.case.place}


ASSIGN_MOVE = LETTER.step(
    "assign",
    _("Give to a person"),
    *WORKED_ON,
    by=HEAD,
    form="petitions.handling.work.AssignForm",
    effects=(assign,),
    notify=(Notify("handler", "case_for_you"),),
    main=True,
    purpose=Purpose.PEOPLE,
)
# Made by opening the page: the petitioner learns, once for each responsible office, that it was read there.
READ_BY_OFFICE = LETTER.step(
    "read_by_office",
    _("First read by the responsible office"),
    *WORKED_ON,
    by=LETTER.staff("view", Who.LEAD),
    when=(not_read_yet,),
    effects=(set_read_by,),
    public=True,
    told=_("Read by the responsible office"),
    in_panel=True,
)
RECUSE = LETTER.step(
    "recuse",
    _("Keep somebody out of it"),
    *WORKED_ON,
    by=LETTER.staff("view", Who.HEAD, Who.REGISTRAR, Who.LEADER),
    form="petitions.handling.work.RecuseForm",
    effects=(recuse,),
    hint=_(
        "Whoever has an interest in the matter steps aside (Regulations, art. 28); a successor is named in one step."
    ),
    purpose=Purpose.PEOPLE,
)
NOTE = LETTER.step(
    "note",
    _("Write a note"),
    *UNDER_WAY,
    *AFTER_ANSWER,
    by=ANYBODY_ON_IT,
    form="petitions.handling.work.NoteForm",
    purpose=Purpose.NOTES,
)
ASK = LETTER.step(
    "ask",
    _("Ask the resident"),
    IN_HAND,
    by=HANDLER,
    form="petitions.handling.work.AskForm",
    guards=(can_be_asked,),
    effects=(ask,),
    notify=(Notify("resident", "petition_question"),),
    public=True,
    told=_("We asked you a question"),
    hint=_("The limit goes on running."),
    purpose=Purpose.NOTES,
)
COORDINATE = LETTER.step(
    "coordinate",
    _("Record coordination"),
    IN_HAND,
    by=HANDLER,
    form="petitions.handling.work.CoordinateForm",
    hint=_("With whom you spoke and what was tried. Needed before reporting up; the limit goes on running."),
    purpose=Purpose.NOTES,
)
OPEN_GRID_CASE = LETTER.step(
    "open_grid_case",
    _("Open a grid case"),
    IN_HAND,
    by=HANDLER,
    form="petitions.handling.work.GridCaseForm",
    effects=("open_grid_case",),
    hint=_("For something in the street that has to be put right: found, dispatched, handled and verified on site."),
    purpose=Purpose.LINKS,
)
CLIMB = LETTER.step(
    "climb",
    _("Limit passed"),
    *UNDER_WAY,
    CARRYING_OUT,
    by=By.TIMER,
    effects=(climb,),
)


def still_to_ring(moving: Moving) -> None:
    """Somebody waits to be rung."""
    if not Clock.objects.filter(case=moving.case, key=RING_BACK.key, state=Clock.State.RUNNING).exists():
        raise Refused(gettext("Nobody waits to be rung back."))


RANG_BACK = LETTER.step(
    "rang_back",
    _("Rung back"),
    *UNDER_WAY,
    by=LETTER.staff("handle", Who.REGISTRAR, Who.HANDLER),
    asks=("note",),
    when=(still_to_ring,),
    public=True,
    told=_("We rang you"),
)
CHILD_ENDED = LETTER.step(
    "child_ended",
    _("The grid case has ended"),
    *WORKED_ON,
    by=By.TIMER,
    notify=(Notify("handler", "case_child_ended"),),
)
