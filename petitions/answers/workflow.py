"""The answer: drafted 拟稿, checked 核稿, signed 签发, then read and judged by the petitioner.

The author never checks or signs it, whatever their posts. Guards raise Refused with words for the reader; effects write
rows only, inside the transaction of the move.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.helping import helpers_of
from caojiadu.core.cases.models import Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from caojiadu.core.documents import kinds
from caojiadu.core.documents import moving as documents
from caojiadu.core.documents.models import PaperRule
from caojiadu.core.documents.papers import last_issued
from caojiadu.core.documents.serving_moves import serve_online
from caojiadu.core.registers.matter import Staff
from caojiadu.core.workflow import By, Notify, Purpose, State, Who
from petitions.handling.leaders import held_by_whoever_signs
from petitions.letters.models import Answer, Judgement, Question
from petitions.letters.states import (
    AFTER_ANSWER,
    ANSWERED,
    CARRYING_OUT,
    CHECKING,
    ENDED,
    HANDLER,
    IN_HAND,
    LETTER,
    RE_REVIEWING,
    REGISTERED,
    REVIEW,
    REVIEWED,
    REVIEWING,
    SECOND_LOOK,
    SIGNER,
    SUBMITTED,
    UNDER_WAY,
    WITHDRAWN,
    WORKED_ON,
)
from petitions.papers.kinds import ANSWERS
from petitions.papers.parts import answer_kind
from petitions.papers.serving import notice_served, serve_answer
from petitions.papers.workflow import (
    check_answer,
    draft_answer,
    draft_mediation,
    mediation_drafted,
    sign_answer,
    tell_who_is_next,
)
from petitions.petitioners.people import principal_of
from petitions.petitioners.rules import alone, answer_released, not_read, part_of, power_is_sure, speaks
from petitions.review.standing import after_release
from petitions.stages.rules import drop_extension, start_carrying_out


def co_opinions_in(moving: Moving) -> None:
    """Everybody who helps gave an opinion, or the head says why not."""
    names = [str(row.helper) for row in helpers_of(moving.case).filter(opinion_at=None)]
    if names and not moving.data.get("reason"):
        raise Refused(
            gettext("No opinion yet from: %(names)s. Wait for it, or say below why the answer goes out without it.")
            % {"names": ", ".join(names)}
        )


def question_open(moving: Moving) -> None:
    """There is a question to reply to."""
    if not moving.case.questions.filter(replied_at=None).exists():
        raise Refused(gettext("There is no open question: it has been replied to already."))


def not_judged(moving: Moving) -> None:
    """One judgement a round."""
    if moving.case.judgements.filter(round=moving.case.round).exists():
        raise Refused(gettext("You judged this answer already. Thank you."))


def unhappy(moving: Moving) -> None:
    """Only an unhappy judgement asks for a second look."""
    if not _is_unhappy(moving):
        raise Refused(gettext("Only a judgement of “dissatisfied” or worse asks for a second look."))


def content_or_second_round(moving: Moving) -> None:
    """An unhappy judgement of an opinion always gets its second look."""
    if _is_unhappy(moving) and not moving.case.is_second_look and moving.case.takes("judge_unhappy"):
        raise Refused(gettext("You are not satisfied: send it again, and the matter is looked at a second time."))


def _is_unhappy(moving: Moving) -> bool:
    return min(moving.data["office_grade"], moving.data["answer_grade"]) <= Judgement.Grade.POOR


def first_round(moving: Moving) -> None:
    """Not while it is looked at once more, or after that."""
    if moving.case.is_second_look:
        raise Refused(gettext("This is not possible in the second round."))


def keep_draft(moving: Moving) -> None:
    """Keep the draft of this round."""
    Answer.objects.update_or_create(
        petition=moving.case,
        round=moving.case.round,
        defaults={
            "outcome": moving.data["outcome"],
            "text": moving.data["text"],
            "basis": moving.data["basis"],
            "drafted_by": moving.actor.user,
            "drafted_at": moving.now,
        },
    )


def release(moving: Moving) -> None:
    """Release the answer of this round. An opinion starts the petitioner's time to object once it is served."""
    Answer.objects.filter(petition=moving.case, round=moving.case.round).update(
        released_by=moving.actor.user, released_at=moving.now
    )
    if not moving.case.is_second_look:
        moving.change(answered_at=moving.now)


def reply(moving: Moving) -> None:
    Question.objects.filter(petition=moving.case, replied_at=None).update(
        reply=moving.data["reply"], replied_at=moving.now
    )
    if moving.case.waiting == Waiting.RESIDENT:
        moving.change(waiting=Waiting.DISTRICT if reports.waited_for(moving.case) else "")


def read_answer(moving: Moving) -> None:
    """A petitioner opens the answer now; one brought in from another system came without a paper."""
    paper = last_issued(moving.case, *ANSWERS)
    if paper is not None:
        serve_online(moving, paper)
    serve_answer(moving, moving.now, [principal_of(part_of(moving))])


def judge(moving: Moving) -> None:
    """Keep the judgement of this round."""
    Judgement.objects.create(
        petition=moving.case,
        petitioner=part_of(moving),
        round=moving.case.round,
        office_grade=moving.data["office_grade"],
        answer_grade=moving.data["answer_grade"],
        comment=moving.data["comment"],
        at=moving.now,
    )


def second_round(moving: Moving) -> None:
    """Look at it once more. The served answer and the last day to object stay as they are."""
    moving.change(round=moving.case.opinion_round + 1)


CHECK_RIGHT = "documents.check_paper"


def where_a_draft_goes(moving: Moving) -> State:
    """To the check, or where an administrator set that this paper needs none, to the signature at once."""
    return CHECKING if PaperRule.of(kinds.find(answer_kind(moving))).needs_check else REVIEW


DRAFT = LETTER.step(
    "draft",
    _("Draft the answer"),
    IN_HAND,
    by=HANDLER,
    form="petitions.answers.forms.DraftForm",
    effects=(keep_draft, draft_answer),
    main=True,
)
SUBMIT = LETTER.step(
    "submit",
    _("Hand the draft in"),
    IN_HAND,
    to=CHECKING,
    by=HANDLER,
    guards=(documents.has_draft(answer_kind),),
    other_targets=(REVIEW,),
    choose_target=where_a_draft_goes,
    effects=(tell_who_is_next,),
    main=True,
    hint=_("Somebody else checks it, then the head of the office or a leader signs it."),
)
CHECK = LETTER.step(
    "check",
    _("Checked: pass it on for signature"),
    CHECKING,
    to=REVIEW,
    by=Staff(CHECK_RIGHT, (Who.REGISTRAR, Who.HEAD)),
    guards=(documents.may_check(answer_kind),),
    effects=(check_answer, tell_who_is_next),
    main=True,
)
RELEASE = LETTER.step(
    "release",
    _("Sign and issue the answer"),
    REVIEW,
    to=ANSWERED,
    by=SIGNER,
    other_targets=(CARRYING_OUT, REVIEWING, REVIEWED, RE_REVIEWING, ENDED),
    choose_target=after_release,
    form="petitions.answers.forms.ReleaseForm",
    guards=(held_by_whoever_signs, documents.may_sign(answer_kind), co_opinions_in, notice_served),
    effects=(release, drop_extension, start_carrying_out, sign_answer),
    notify=(Notify("resident", "petition_answered"),),
    public=True,
    told=_("Answered"),
    main=True,
)
SEND_BACK = LETTER.step(
    "send_back",
    _("Send the draft back"),
    CHECKING,
    REVIEW,
    to=IN_HAND,
    by=Staff(CHECK_RIGHT, (Who.REGISTRAR, Who.HEAD, Who.LEADER)),
    form="petitions.answers.forms.SendBackForm",
    notify=(Notify("handler", "case_sent_back"),),
)
MEDIATE = LETTER.step(
    "mediate",
    _("Draft a mediation agreement"),
    IN_HAND,
    by=HANDLER,
    form="petitions.answers.forms.MediateForm",
    effects=(draft_mediation,),
    hint=_("Within the powers of the office and where both sides agree (Regulations, art. 33)."),
    purpose=Purpose.PAPERS,
)
SIGN_MEDIATION = LETTER.step(
    "sign_mediation",
    _("Sign and issue the mediation agreement"),
    IN_HAND,
    by=SIGNER,
    when=(mediation_drafted,),
    guards=(documents.may_sign("mediation"),),
    effects=(documents.sign("mediation"),),
    public=True,
    told=_("Mediation agreement issued"),
)
OF_THE_ANSWER = (DRAFT, SUBMIT, CHECK, RELEASE, SEND_BACK)


REPLY = LETTER.step(
    "reply",
    _("Reply to the question"),
    SUBMITTED,
    REGISTERED,
    *WORKED_ON,
    by=By.RESIDENT,
    form="petitions.answers.forms.ReplyForm",
    guards=(speaks, question_open),
    effects=(reply,),
    notify=(Notify("handler", "case_replied"), Notify("head", "case_replied"), Notify("registrar", "case_replied")),
    public=True,
    told=_("You replied"),
)
READ_ANSWER = LETTER.step(
    "read_answer",
    _("The petitioner read the answer"),
    *AFTER_ANSWER,
    *WORKED_ON,
    by=By.RESIDENT,
    guards=(answer_released, power_is_sure, not_read),
    effects=(read_answer,),
    public=True,
    told=_("You read the answer"),
)
JUDGE = LETTER.step(
    "judge",
    _("Judge"),
    *AFTER_ANSWER,
    by=By.RESIDENT,
    form="petitions.answers.forms.JudgeForm",
    guards=(speaks, not_judged, content_or_second_round),
    effects=(judge,),
    public=True,
    told=_("You judged the answer"),
)
JUDGE_UNHAPPY = LETTER.step(
    "judge_unhappy",
    _("Judge, and ask for a second look"),
    *SECOND_LOOK,
    to=IN_HAND,
    by=By.RESIDENT,
    form="petitions.answers.forms.JudgeForm",
    guards=(speaks, not_judged, first_round, unhappy),
    effects=(judge, second_round),
    notify=(
        Notify("head", "case_second_round"),
        Notify("handler", "case_second_round"),
        Notify("registrar", "case_second_round"),
    ),
    public=True,
    told=_("You were not satisfied: we look at it a second time"),
)
WITHDRAW = LETTER.step(
    "withdraw",
    _("Withdraw"),
    *UNDER_WAY,
    to=WITHDRAWN,
    by=By.RESIDENT,
    form="petitions.answers.forms.WithdrawForm",
    guards=(alone, power_is_sure, first_round),
    effects=(documents.drop_all,),
    notify=(Notify("handler", "case_withdrawn"), Notify("head", "case_withdrawn")),
    public=True,
    told=_("You withdrew it"),
    danger=True,
)
