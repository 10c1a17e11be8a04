"""Two decisions that end a letter before it is accepted, and the stages beside the main line.

A refusal is proposed by the desk and signed by somebody else. The office may object to a wrong transfer (art. 23): the
material goes back only once the sender agrees; until then matter and clock are ours. On the sixth working day the move
is gone.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents import moving as documents
from caojiadu.core.workflow import By, Notify, Purpose, State, Transition
from petitions.handling.work import ask
from petitions.letters.states import (
    AFTER_ANSWER,
    ANSWERED,
    ARCHIVED,
    BEFORE_ACCEPTANCE,
    CARRYING_OUT,
    CLERK,
    CONCLUDED,
    DIVERTED,
    ENDED,
    FILED,
    HANDLER,
    LETTER,
    NO_LONGER,
    NO_LONGER_PROPOSED,
    RE_REVIEWING,
    REFUSED,
    REFUSING,
    REGISTERED,
    REVIEWED,
    REVIEWING,
    SENT_BACK,
    SIGNER,
    SUBMITTED,
    TRANSFERRED,
    WITHDRAWN,
    WORKED_ON,
)
from petitions.papers import parts
from petitions.review.standing import after_carrying_out, before_archiving
from petitions.stages import rules
from petitions.stages.rules import close_question, transfer_out, where_to


def _propose(
    key: str,
    label: Any,
    state: State,
    paper: str,
    form: str,
    drafted: documents.Parts,
    *,
    guards: tuple[Callable[[Moving], None], ...] = (),
    hint: Any,
) -> Transition:
    """A proposal with its draft of the paper."""
    return LETTER.step(
        key,
        label,
        REGISTERED,
        to=state,
        by=CLERK,
        form=form,
        effects=(documents.draft(paper, drafted), close_question),
        guards=guards,
        notify=(Notify("decider", "case_to_sign"),),
        danger=True,
        hint=hint,
    )


def _sign(
    key: str, label: Any, source: State, target: State, paper: str, *, told: Any, notify: tuple[Notify, ...]
) -> Transition:
    """The signature: the paper goes out, and the petitioner is told."""
    return LETTER.step(
        key,
        label,
        source,
        to=target,
        by=SIGNER,
        guards=(documents.may_sign(paper),),
        effects=(documents.sign(paper),),
        notify=notify,
        public=True,
        told=told,
        main=True,
    )


def _back(key: str, source: State, paper: str) -> Transition:
    """Back to the desk, with what should be changed."""
    return LETTER.step(
        key,
        _("Send it back to the desk"),
        source,
        to=REGISTERED,
        by=SIGNER,
        form="petitions.stages.pages.SendDecisionBackForm",
        effects=(documents.drop(paper),),
        notify=(Notify("registrar", "case_decision_back"),),
    )


REFUSE = _propose(
    "refuse",
    _("Do not accept"),
    REFUSING,
    "refusal",
    "petitions.stages.pages.RefuseForm",
    parts.with_matter("reason", "competent"),
    hint=_("The head of the office or a leader signs it; then the petitioner is told."),
)
SIGN_REFUSAL = _sign(
    "sign_refusal",
    _("Sign the refusal"),
    REFUSING,
    REFUSED,
    "refusal",
    notify=(Notify("resident", "petition_refused"), Notify("registrar", "case_decision_signed")),
    told=_("Not accepted"),
)
REFUSAL_BACK = _back("refusal_back", REFUSING, "refusal")
NO_LONGER_MOVE = _propose(
    "no_longer",
    _("Same matter, ended by re-review"),
    NO_LONGER_PROPOSED,
    "no_longer",
    "petitions.stages.pages.NoLongerForm",
    parts.with_matter("reason"),
    guards=(rules.ended_matter,),
    hint=_(
        "The same facts and reasons as a matter that the re-review ended: no longer accepted (Regulations, art. 36). "
        "A person signs it."
    ),
)
SIGN_NO_LONGER = _sign(
    "sign_no_longer",
    _("Sign “no longer accepted”"),
    NO_LONGER_PROPOSED,
    NO_LONGER,
    "no_longer",
    notify=(Notify("resident", "petition_no_longer"), Notify("registrar", "case_decision_signed")),
    told=_("No longer accepted"),
)
NO_LONGER_BACK = _back("no_longer_back", NO_LONGER_PROPOSED, "no_longer")


ASK_MISSING = LETTER.step(
    "ask_missing",
    _("Ask for what is missing"),
    SUBMITTED,
    REGISTERED,
    by=CLERK,
    form="petitions.stages.pages.AskMissingForm",
    when=(rules.asked_once,),
    effects=(ask,),
    notify=(Notify("resident", "petition_question"),),
    public=True,
    told=_("We asked you for what is missing"),
    hint=_("Once only, before it is accepted. The limit goes on running."),
    purpose=Purpose.NOTES,
)
TRANSFER_OUT = LETTER.step(
    "transfer_out",
    _("Transfer to another body"),
    REGISTERED,
    to=TRANSFERRED,
    by=CLERK,
    form="petitions.stages.pages.TransferOutForm",
    guards=(rules.may_be_transferred,),
    effects=(
        rules.close_question,
        transfer_out,
        documents.issue("transfer", parts.with_matter("reason", body=where_to)),
    ),
    notify=(Notify("resident", "petition_transferred"),),
    public=True,
    told=_("Transferred to the body that is competent"),
    hint=_("Down or inside the same system only (Regulations, art. 22-23)."),
)
ASK_EXTENSION = LETTER.step(
    "ask_extension",
    _("Ask for an extension"),
    *WORKED_ON,
    by=HANDLER,
    form="petitions.stages.pages.AskExtensionForm",
    when=(rules.extendable,),
    guards=(rules.extension_fits,),
    effects=(rules.ask_extension, documents.draft("extension", rules.paper_of_extension)),
    notify=(Notify("head", "case_extension_asked"),),
    hint=_("Only the sixty days can be extended, once, by at most 30 days; the head of the office approves it."),
)
GRANT_EXTENSION = LETTER.step(
    "grant_extension",
    _("Approve the extension"),
    *WORKED_ON,
    by=SIGNER,
    when=(rules.extension_waits,),
    guards=(rules.extension_fits, documents.may_sign("extension")),
    effects=(rules.grant_extension, documents.sign("extension")),
    notify=(Notify("resident", "petition_extended"), Notify("handler", "case_extension_decided")),
    public=True,
    told=_("The limit was extended"),
)
REFUSE_EXTENSION = LETTER.step(
    "refuse_extension",
    _("Do not extend"),
    *WORKED_ON,
    by=SIGNER,
    form="petitions.stages.pages.RefuseExtensionForm",
    when=(rules.extension_waits,),
    effects=(rules.refuse_extension, documents.drop("extension")),
    notify=(Notify("handler", "case_extension_decided"),),
)
CARRIED_OUT = LETTER.step(
    "carried_out",
    _("Carried out"),
    CARRYING_OUT,
    to=ANSWERED,
    by=HANDLER,
    other_targets=(REVIEWING, REVIEWED, RE_REVIEWING, ENDED),
    choose_target=after_carrying_out,
    form="petitions.stages.pages.CarriedOutForm",
    effects=(rules.carried_out,),
    notify=(Notify("resident", "petition_carried_out"), Notify("registrar", "case_carried_out")),
    public=True,
    told=_("What we promised was done"),
    main=True,
    hint=_("A supported opinion stays open until it is carried out (Regulations, art. 32)."),
)
_RESTING = (
    *(one for one in AFTER_ANSWER if one != CARRYING_OUT),
    *(REFUSED, NO_LONGER, TRANSFERRED, SENT_BACK, DIVERTED, WITHDRAWN, FILED),
)
ARCHIVE = LETTER.step(
    "archive",
    _("Archive"),
    *_RESTING,
    to=ARCHIVED,
    by=CLERK,
    form="petitions.stages.pages.ArchiveForm",
    when=(rules.nothing_runs,),
    guards=(rules.papers_served,),
    effects=(rules.note_address,),
)
TAKE_OUT = LETTER.step(
    "take_out",
    _("Take out of the archive"),
    ARCHIVED,
    by=CLERK,
    other_targets=_RESTING,
    choose_target=before_archiving,
    form="petitions.stages.pages.TakeOutForm",
)
KEEPERS_RESTING = (REFUSED, WITHDRAWN, CONCLUDED)


_WHILE_IT_WAITS = (*BEFORE_ACCEPTANCE, *WORKED_ON)
OBJECT = LETTER.step(
    "object",
    _("Object to the transfer"),
    SUBMITTED,
    REGISTERED,
    by=CLERK,
    form="petitions.stages.pages.ObjectForm",
    when=(rules.may_object,),
    effects=(rules.object_to_transfer,),
    hint=_("Within five working days of its arrival. Until the sender agrees, the matter and its limit stay ours."),
)
OBJECTION_AGREED = LETTER.step(
    "objection_agreed",
    _("The sender takes it back"),
    *_WHILE_IT_WAITS,
    to=SENT_BACK,
    by=By.DISTRICT,
    guards=(rules.objection_waits,),
    effects=(rules.settle_objection(agreed=True),),
    notify=(Notify("resident", "petition_sent_back"), Notify("registrar", "case_objection_settled")),
    public=True,
    told=_("It went back to the body that had transferred it"),
)
OBJECTION_REFUSED = LETTER.step(
    "objection_refused",
    _("The sender does not take it back"),
    *_WHILE_IT_WAITS,
    by=By.DISTRICT,
    guards=(rules.objection_waits,),
    effects=(rules.settle_objection(agreed=False),),
    notify=(Notify("registrar", "case_objection_settled"),),
)


def _agreed(moving: Moving) -> State | None:
    return SENT_BACK if moving.data["agreed"] == "yes" else None


def _record(moving: Moving) -> None:
    rules.settle_objection(agreed=moving.data["agreed"] == "yes")(moving)


RECORD_OBJECTION = LETTER.step(
    "record_objection",
    _("Enter the sender's word on our objection"),
    *_WHILE_IT_WAITS,
    by=CLERK,
    other_targets=(SENT_BACK,),
    choose_target=_agreed,
    form="petitions.stages.pages.RecordObjectionForm",
    when=(rules.objection_waits,),
    effects=(_record,),
    hint=_("Where it came by letter or phone, not through the inbox."),
)
OBJECTION = (OBJECT, OBJECTION_AGREED, OBJECTION_REFUSED, RECORD_OBJECTION)
