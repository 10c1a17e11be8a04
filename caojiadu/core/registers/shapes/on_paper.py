"""What an applicant is told on paper, with a number of its own: accepted, what is missing, granted, refused.

The notice of acceptance and the list of what is missing go out at once; a decision is drafted, checked and signed like
the papers of letters (拟稿, 核稿, 签发), and its author neither checks nor signs it. What is missing is told once and
completely (State Council provisions on online government services, arts. 6-9). How and until when one can object
depends on who decides and by which law, so nothing of it is written here: the drafter fills it in.

A workflow takes `*on_paper(needs, …)` with the states in which each paper can be written.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.history import limits_of
from caojiadu.core.cases.moves import Moving
from caojiadu.core.desk.panels import Panel
from caojiadu.core.documents import kinds, lists, serving_moves
from caojiadu.core.documents import moving as documents
from caojiadu.core.documents.contents import day
from caojiadu.core.documents.kinds import Line, PaperKind, Part
from caojiadu.core.documents.models import Paper
from caojiadu.core.hooks import call_all, provide
from caojiadu.core.registers.shapes.applied import tell_who_applied_online
from caojiadu.core.registers.steps import TO_DECIDE, head_or_leader
from caojiadu.core.workflow import Purpose, State, Transition, Who

_ITEM, _BODY = Part("item", "申请事项", "Service"), Part("body", "决定机关", "Who decides")
_ABOUT = Line(
    "您于{received}提出的“{item}”申请（编号：{case}）收悉。",
    "We have your application for “{item}” of {received} (number {case}).",
)
_DECIDED = Line("经审查，{body}于{decided}作出如下决定：", "After examination {body} decided on {decided}:")
_BASIS = (
    Line("依据", "Basis", heading=True, needs="basis"),
    Line("{basis}", "{basis}", needs="basis"),
)
_REMEDY = (
    Line("救济途径", "How to object", heading=True, needs="remedy"),
    Line("{remedy}", "{remedy}", needs="remedy"),
)
_CLOSING = Line("特此告知。", "You are hereby informed.")

ACCEPTED = kinds.register(
    PaperKind(
        key="app_accept",
        title_zh="受理通知书",
        title_en="Notice of acceptance",
        prefix="曹服受",
        parts=(
            _ITEM,
            _BODY,
            Part("accepted", "受理日期", "Accepted on"),
            Part("limit", "办理期限", "To be decided by", required=False),
        ),
        lines=(
            _ABOUT,
            Line(
                "经审查，申请材料齐全，决定自{accepted}起予以受理。",
                "The application is complete and was accepted on {accepted}.",
            ),
            Line("决定机关：{body}。", "Who decides: {body}."),
            Line("办理期限：{limit}前作出决定。", "Limit: a decision by {limit}.", needs="limit"),
            _CLOSING,
        ),
    )
)
MISSING = kinds.register(
    PaperKind(
        key="app_once",
        title_zh="一次性补正告知书",
        title_en="What is missing, told once",
        prefix="曹服补",
        parts=(
            _ITEM,
            Part("missing", "需要补正的全部材料", "Everything that is missing"),
            Part("until", "补正期限", "To be handed in by", required=False),
        ),
        lines=(
            _ABOUT,
            Line("请补正以下全部材料：", "Please hand in everything of this list:"),
            Line("{missing}", "{missing}"),
            Line("补正期限：{until}。", "To be handed in by {until}.", needs="until"),
            _CLOSING,
        ),
    )
)
GRANTED = kinds.register(
    PaperKind(
        key="app_grant",
        title_zh="准予决定书",
        title_en="Decision: granted",
        prefix="曹服准",
        signature=True,
        check=True,
        parts=(
            _ITEM,
            _BODY,
            Part("decided", "决定日期", "Decided on"),
            Part("result", "决定内容", "What is granted"),
            Part("basis", "依据", "Basis", required=False),
            Part("remedy", "救济途径", "How to object", required=False),
        ),
        lines=(_ABOUT, _DECIDED, Line("{result}", "{result}"), *_BASIS, *_REMEDY, _CLOSING),
    )
)
NOT_GRANTED = kinds.register(
    PaperKind(
        key="app_refuse",
        title_zh="不予决定书",
        title_en="Decision: not granted",
        prefix="曹服否",
        signature=True,
        check=True,
        parts=(
            _ITEM,
            _BODY,
            Part("decided", "决定日期", "Decided on"),
            Part("reason", "不予的理由", "Grounds"),
            Part("basis", "依据", "Basis"),
            Part("remedy", "救济途径", "How to object"),
        ),
        lines=(
            _ABOUT,
            _DECIDED,
            Line("对该申请不予同意。理由如下：", "The application is not granted, for these reasons:"),
            Line("{reason}", "{reason}"),
            *_BASIS,
            *_REMEDY,
            _CLOSING,
        ),
    )
)
SIGNED = (GRANTED.key, NOT_GRANTED.key)
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
        """What the form starts with."""
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


def known_of(case: Any) -> dict[str, str]:
    """What a matter knows of the parts of its papers; others add what they know by answering to "paper_words"."""
    decide = next((one for one in limits_of(case) if one.key.startswith("decide") and one.running), None)
    days = {
        "accepted": getattr(case, "accepted_on", None),
        "decided": getattr(case, "decided_on", None),
        "limit": decide.due_on if decide else None,
    }
    known = {name: day(on, "zh") for name, on in days.items() if on}
    known |= {"item": case.title, "missing": case.missing, "reason": getattr(case, "refused_why", "")}
    for more in call_all("paper_words", case):
        known |= more
    return known


def on_paper(
    handle: str,
    *,
    waiting: tuple[State, ...],
    accepted: tuple[State, ...],
    granted: tuple[State, ...],
    refused: tuple[State, ...],
) -> tuple[Transition, ...]:
    """The steps of the papers, in the states in which each can be written; `handle` is the permission of the clerks."""
    decided = (*granted, *refused)
    return (
        _write(handle, "paper_missing", _("Issue the list of what is missing"), waiting, MISSING, "MissingForm"),
        _write(handle, "paper_accepted", _("Issue the notice of acceptance"), accepted, ACCEPTED, "AcceptedForm"),
        _write(handle, "paper_granted", _("Draft the decision"), granted, GRANTED, "GrantedForm"),
        _write(handle, "paper_refused", _("Draft the refusal"), refused, NOT_GRANTED, "NotGrantedForm"),
        Transition(
            "paper_check",
            _("Check the draft"),
            decided,
            **head_or_leader("documents.check_paper"),
            when=(_to_be(Paper.State.DRAFTED), documents.may_check(_draft_of)),
            effects=(documents.check(_draft_of),),
            purpose=Purpose.PAPERS,
        ),
        Transition(
            "paper_sign",
            _("Sign and issue the decision"),
            decided,
            **head_or_leader("documents.sign_paper"),
            when=(_to_be(Paper.State.DRAFTED, Paper.State.CHECKED), documents.may_sign(_draft_of)),
            guards=(documents.may_sign(_draft_of),),
            effects=(tell_who_applied_online, documents.sign(_draft_of)),
            public=True,
            told=_("A decision was issued as a paper"),
            purpose=Purpose.PAPERS,
        ),
        Transition(
            "paper_served",
            _("Record how a paper was handed over"),
            (*waiting, *accepted, *decided),
            needs=handle,
            who=(Who.LEAD,),
            form="caojiadu.core.documents.forms.ServeForm",
            when=(serving_moves.something_to_serve,),
            effects=(serving_moves.record_service,),
            purpose=Purpose.PAPERS,
        ),
    )


def _write(needs: str, key: str, label: Any, states: tuple[State, ...], paper: PaperKind, form: str) -> Transition:
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
    return Transition(
        key, label, states, needs=needs, who=(Who.LEAD,), form=f"{__name__}.{form}", purpose=Purpose.PAPERS, **told
    )


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
def issued_papers(case: Any, _user: Any) -> list[Panel]:
    """The papers of an application, and how each was served."""
    if case.workflow.transition("paper_served") is None:
        return []
    return [Panel("documents/panel.html", {"papers": lists.for_staff(case)})]


@provide("case_beside")
def draft_beside(case: Any, key: str, _user: Any) -> list[Panel]:
    """The draft beside the steps that check and sign it, as it would go out."""
    if key not in ("paper_check", "paper_sign"):
        return []
    return [Panel("documents/beside.html", {"draft": lists.draft_of(case)})]
