"""What an applicant is told on paper, with a number of its own: accepted, what is missing, granted, refused.

The notice of acceptance and the list of what is missing go out at once; a decision is drafted, checked and signed like
the papers of letters (拟稿, 核稿, 签发), and its author neither checks nor signs it. What is missing is told once and
completely (State Council provisions on online government services, arts. 6-9).

A workflow takes `*paper_steps(MATTER, …)` with the states in which each paper can be written.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.history import limits_of
from caojiadu.core.cases.models import CaseEvent
from caojiadu.core.cases.moves import Moving
from caojiadu.core.desk.panels import Panel
from caojiadu.core.documents import lists, recalling, serving_moves
from caojiadu.core.documents import moving as documents
from caojiadu.core.documents.contents import day
from caojiadu.core.documents.kinds import PaperKind
from caojiadu.core.documents.models import Paper
from caojiadu.core.documents.papers import last_issued
from caojiadu.core.hooks import provide
from caojiadu.core.registers import hooks
from caojiadu.core.registers.matter import Matter, Staff
from caojiadu.core.registers.patterns.online_application import tell_who_applied_online
from caojiadu.core.registers.patterns.paper_kinds import (
    ACCEPTED,
    GRANTED,
    MISSING,
    NOT_GRANTED,
    SIGNED,
    TOLD_GRANTED,
    TOLD_REFUSED,
)
from caojiadu.core.registers.steps import TO_DECIDE
from caojiadu.core.types import NamedRow
from caojiadu.core.workflow import Purpose, State, Text, Transition, Who

CHECKER = Staff("documents.check_paper", (Who.HEAD, Who.LEADER))
SIGNER = Staff("documents.sign_paper", (Who.HEAD, Who.LEADER))
LONG = {"missing", "result", "reason", "basis", "remedy"}


class PaperForm(MoveForm):
    """The words of a paper, part by part; it begins with the draft that is there, else with what the matter knows."""

    paper: PaperKind

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in self.paper.parts:
            rows = 4 if part.key in LONG else 1
            self.fields[part.key] = long_text(part.label, rows=rows, required=part.required)
        if "remedy" in self.fields:
            self.fields["remedy"].help_text = gettext("To whom, how and until when, as the law of this decision says.")
        self.personal_fields = tuple(self.fields)  # the paper keeps them, sealed; the event need not

    def initial_values(self) -> dict[str, Any]:
        drafted = Paper.objects.open().filter(case_id=self.case.pk, kind=self.paper.key).first()
        return drafted.parts if drafted else known_of(self.case)


class AcceptedForm(PaperForm):
    """The notice of acceptance."""

    paper = ACCEPTED


class MissingForm(PaperForm):
    """The list of what is missing."""

    paper = MISSING


class GrantedForm(PaperForm):
    """The decision that grants it."""

    paper = GRANTED


class NotGrantedForm(PaperForm):
    """The decision that refuses it."""

    paper = NOT_GRANTED


class ToldGrantedForm(PaperForm):
    """What another body granted."""

    paper = TOLD_GRANTED


class ToldRefusedForm(PaperForm):
    """What another body refused."""

    paper = TOLD_REFUSED


def known_of(case: NamedRow) -> dict[str, str]:
    """What a matter knows of the parts of its papers; others add what they know by answering to "paper_words"."""
    decide = next((one for one in limits_of(case) if one.key.startswith("decide") and one.running), None)
    days = {
        "accepted": getattr(case, "accepted_on", None),
        "decided": getattr(case, "decided_on", None),
        "limit": decide.due_on if decide else None,
    }
    known = {name: day(on, "zh") for name, on in days.items() if on}
    known |= {"item": case.title, "missing": case.missing, "reason": getattr(case, "refused_why", "")}
    for more in hooks.paper_words(case):
        known |= more
    return known


def paper_steps(
    matter: Matter,
    *,
    waiting: tuple[State, ...],
    accepted: tuple[State, ...],
    granted: tuple[State, ...],
    refused: tuple[State, ...],
    own: bool = False,
) -> tuple[Transition, ...]:
    """The steps of the papers, in the states in which each can be written.

    What the sub-district decides itself is its `own`; else the papers tell what another body decided.
    """
    decided = (*granted, *refused)
    anywhere = (*waiting, *accepted, *decided)
    yes, no = (
        ((GRANTED, "GrantedForm"), (NOT_GRANTED, "NotGrantedForm"))
        if own
        else ((TOLD_GRANTED, "ToldGrantedForm"), (TOLD_REFUSED, "ToldRefusedForm"))
    )
    return (
        _write(matter, "paper_missing", _("Issue the list of what is missing"), waiting, MISSING, "MissingForm"),
        _write(matter, "paper_accepted", _("Issue the notice of acceptance"), accepted, ACCEPTED, "AcceptedForm"),
        _write(matter, "paper_granted", _("Draft the paper of the decision"), granted, *yes),
        _write(matter, "paper_refused", _("Draft the paper of the refusal"), refused, *no),
        *_signed(matter, decided),
        matter.step(
            "paper_served",
            _("Record how a paper was handed over"),
            *anywhere,
            form="caojiadu.core.documents.forms.ServeForm",
            when=(serving_moves.something_to_serve,),
            effects=(serving_moves.record_service,),
            purpose=Purpose.PAPERS,
        ),
        matter.step(
            "paper_recall",
            _("Take a paper back"),
            *anywhere,
            by=SIGNER,
            form="caojiadu.core.documents.recalling.RecallForm",
            when=(recalling.something_stands,),
            effects=(recalling.recall, tell_who_applied_online),
            public=True,
            told=_("A paper was taken back"),
            hint=_("It keeps its number and holds no more; another can be written in its place."),
            purpose=Purpose.PAPERS,
            danger=True,
        ),
    )


def _signed(matter: Matter, decided: tuple[State, ...]) -> tuple[Transition, ...]:
    """Checked and signed by others than its author."""
    return (
        matter.step(
            "paper_check",
            _("Check the draft"),
            *decided,
            by=CHECKER,
            when=(_to_be(Paper.State.DRAFTED), documents.may_check(_draft_of)),
            effects=(documents.check(_draft_of),),
            purpose=Purpose.PAPERS,
        ),
        matter.step(
            "paper_sign",
            _("Sign and issue the paper"),
            *decided,
            by=SIGNER,
            when=(_to_be(Paper.State.DRAFTED, Paper.State.CHECKED), documents.may_sign(_draft_of)),
            guards=(documents.may_sign(_draft_of),),
            effects=(tell_who_applied_online, documents.sign(_draft_of)),
            public=True,
            told=_("The decision was issued as a paper"),
            purpose=Purpose.PAPERS,
        ),
    )


def _write(matter: Matter, key: str, label: Text, states: tuple[State, ...], paper: PaperKind, form: str) -> Transition:
    """Words for a paper: issued at once, or drafted for whoever checks and signs."""
    told: dict[str, Any] = (
        {"effects": (documents.draft(paper.key, _typed(paper)),), "notify": (TO_DECIDE,)}
        if paper.signature
        else {
            "effects": (tell_who_applied_online, documents.issue(paper.key, _typed(paper))),
            "public": True,
            "told": _("A notice was issued as a paper"),
        }
    )
    given: dict[str, Any] = {"when": (_none_stands(paper.key),), "form": f"{__name__}.{form}", **told}
    return matter.step(key, label, *states, purpose=Purpose.PAPERS, **given)


def _none_stands(key: str) -> Callable[[Moving], None]:
    """A guard: no two papers that say the same stand side by side, unless what is missing was said again since."""

    def guard(moving: Moving) -> None:
        last = last_issued(moving.case, key)
        said = CaseEvent.objects.filter(case_id=moving.case.pk, move="say_missing")
        if last and not said.filter(at__gt=last.signed_at).exists():
            raise Refused(
                gettext("%(paper)s was issued already (%(number)s). The head takes it back before another is written.")
                % {"paper": last.title, "number": last.number}
            )

    return guard


def _typed(paper: PaperKind) -> Callable[[Moving], dict[str, str]]:
    return lambda moving: {part.key: moving.data[part.key] for part in paper.parts}


def _draft_of(moving: Moving) -> str:
    """The kind of the decision that is drafted or checked."""
    rows = Paper.objects.open().filter(case_id=moving.case.pk, kind__in=SIGNED)
    return rows.order_by("-pk").values_list("kind", flat=True).first() or GRANTED.key


def _to_be(*states: str) -> Callable[[Moving], None]:
    """A guard: a decision waits that stands so far."""

    def guard(moving: Moving) -> None:
        if not Paper.objects.filter(case_id=moving.case.pk, kind__in=SIGNED, state__in=states).exists():
            raise Refused(gettext("Write the draft first."))

    return guard


@provide("case_panels")
def issued_papers(case: NamedRow, _user: Visitor) -> list[Panel]:
    """The papers of an application, and how each was served."""
    if case.workflow.transition("paper_served") is None:
        return []
    return [Panel("documents/panel.html", {"papers": lists.for_staff(case)})]


@provide("case_beside")
def draft_beside(case: NamedRow, key: str, _user: Visitor) -> list[Panel]:
    """The draft beside the steps that check and sign it, as it would go out."""
    if key not in ("paper_check", "paper_sign"):
        return []
    return [Panel("documents/beside.html", {"draft": lists.draft_of(case)})]
