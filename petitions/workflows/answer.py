"""The answer: 拟稿, 核稿, 签发. The author never checks or signs it, whatever their posts."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents import kinds
from caojiadu.core.documents import moving as documents
from caojiadu.core.documents.models import PaperRule
from caojiadu.core.workflow import Notify, Purpose, State, Transition, Who
from petitions import effects, guards
from petitions.clocks import standing
from petitions.effects import papers
from petitions.effects.stages import drop_extension, start_carrying_out
from petitions.guards.leading import held_by_whoever_signs
from petitions.papers.parts import answer_kind
from petitions.workflows.states import (
    ANSWERED,
    CARRYING_OUT,
    CHECKING,
    ENDED,
    FORMS,
    HANDLER,
    IN_HAND,
    RE_REVIEWING,
    REVIEW,
    REVIEWED,
    REVIEWING,
    SIGNER,
)

CHECK_RIGHT = "documents.check_paper"


def where_a_draft_goes(moving: Moving) -> State:
    """To the check, or where an administrator set that this paper needs none, to the signature at once."""
    return CHECKING if PaperRule.of(kinds.find(answer_kind(moving))).needs_check else REVIEW


DRAFT = Transition(
    "draft",
    _("Draft the answer"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "work.DraftForm",
    effects=(effects.keep_draft, papers.draft_answer),
    main=True,
)
SUBMIT = Transition(
    "submit",
    _("Hand the draft in"),
    (IN_HAND,),
    CHECKING,
    **HANDLER,
    guards=(documents.has_draft(answer_kind),),
    others=(REVIEW,),
    choose=where_a_draft_goes,
    effects=(papers.tell_who_is_next,),
    main=True,
    hint=_("Somebody else checks it, then the head of the office or a leader signs it."),
)
CHECK = Transition(
    "check",
    _("Checked: pass it on for signature"),
    (CHECKING,),
    REVIEW,
    needs=CHECK_RIGHT,
    who=(Who.REGISTRAR, Who.HEAD),
    guards=(documents.may_check(answer_kind),),
    effects=(papers.check_answer, papers.tell_who_is_next),
    main=True,
)
RELEASE = Transition(
    "release",
    _("Sign and issue the answer"),
    (REVIEW,),
    ANSWERED,
    others=(CARRYING_OUT, REVIEWING, REVIEWED, RE_REVIEWING, ENDED),
    choose=standing.after_release,
    **SIGNER,
    form=FORMS + "work.ReleaseForm",
    guards=(held_by_whoever_signs, documents.may_sign(answer_kind), guards.co_opinions_in, guards.notice_served),
    effects=(effects.release, drop_extension, start_carrying_out, papers.sign_answer),
    notify=(Notify("resident", "petition_answered"),),
    public=True,
    told=_("Answered"),
    main=True,
)
SEND_BACK = Transition(
    "send_back",
    _("Send the draft back"),
    (CHECKING, REVIEW),
    IN_HAND,
    needs=CHECK_RIGHT,
    who=(Who.REGISTRAR, Who.HEAD, Who.LEADER),
    form=FORMS + "work.SendBackForm",
    notify=(Notify("handler", "case_sent_back"),),
)
MEDIATE = Transition(
    "mediate",
    _("Draft a mediation agreement"),
    (IN_HAND,),
    **HANDLER,
    form=FORMS + "papers.MediateForm",
    effects=(papers.draft_mediation,),
    hint=_("Within the powers of the office and where both sides agree (Regulations, art. 33)."),
    purpose=Purpose.PAPERS,
)
SIGN_MEDIATION = Transition(
    "sign_mediation",
    _("Sign and issue the mediation agreement"),
    (IN_HAND,),
    **SIGNER,
    when=(papers.mediation_drafted,),
    guards=(documents.may_sign("mediation"),),
    effects=(documents.sign("mediation"),),
    public=True,
    told=_("Mediation agreement issued"),
)
OF_THE_ANSWER = (DRAFT, SUBMIT, CHECK, RELEASE, SEND_BACK)
