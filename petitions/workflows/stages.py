"""Stages beside the main line: what is missing, transfer, extension, carrying out, the archive."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.documents import moving as documents
from caojiadu.core.workflow import Notify, Purpose, Transition
from petitions.clocks import standing
from petitions.effects import stages as effects
from petitions.effects.objection import transfer_out, where_to
from petitions.effects.work import ask
from petitions.guards import stages as guards
from petitions.papers import parts as paper_parts
from petitions.workflows.states import (
    AFTER_ANSWER,
    ANSWERED,
    ARCHIVED,
    CARRYING_OUT,
    CLERK,
    CONCLUDED,
    DIVERTED,
    ENDED,
    FILED,
    FORMS,
    HANDLER,
    NO_LONGER,
    RE_REVIEWING,
    REFUSED,
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

ASK_MISSING = Transition(
    "ask_missing",
    _("Ask for what is missing"),
    (SUBMITTED, REGISTERED),
    **CLERK,
    form=FORMS + "stages.AskMissingForm",
    when=(guards.asked_once,),
    effects=(ask,),
    notify=(Notify("resident", "petition_question"),),
    public=True,
    told=_("We asked you for what is missing"),
    hint=_("Once only, before it is accepted. The limit goes on running."),
    purpose=Purpose.NOTES,
)
TRANSFER_OUT = Transition(
    "transfer_out",
    _("Transfer to another body"),
    (REGISTERED,),
    TRANSFERRED,
    **CLERK,
    form=FORMS + "stages.TransferOutForm",
    guards=(guards.may_be_transferred,),
    effects=(
        effects.close_question,
        transfer_out,
        documents.issue("transfer", paper_parts.with_matter("reason", body=where_to)),
    ),
    notify=(Notify("resident", "petition_transferred"),),
    public=True,
    told=_("Transferred to the body that is competent"),
    hint=_("Down or inside the same system only (Regulations, art. 22-23)."),
)
ASK_EXTENSION = Transition(
    "ask_extension",
    _("Ask for an extension"),
    WORKED_ON,
    **HANDLER,
    form=FORMS + "stages.AskExtensionForm",
    when=(guards.extendable,),
    guards=(guards.extension_fits,),
    effects=(effects.ask_extension, documents.draft("extension", effects.paper_of_extension)),
    notify=(Notify("head", "case_extension_asked"),),
    hint=_("Only the sixty days can be extended, once, by at most 30 days; the head of the office approves it."),
)
GRANT_EXTENSION = Transition(
    "grant_extension",
    _("Approve the extension"),
    WORKED_ON,
    **SIGNER,
    when=(guards.extension_waits,),
    guards=(guards.extension_fits, documents.may_sign("extension")),
    effects=(effects.grant_extension, documents.sign("extension")),
    notify=(Notify("resident", "petition_extended"), Notify("handler", "case_extension_decided")),
    public=True,
    told=_("The limit was extended"),
)
REFUSE_EXTENSION = Transition(
    "refuse_extension",
    _("Do not extend"),
    WORKED_ON,
    **SIGNER,
    form=FORMS + "stages.RefuseExtensionForm",
    when=(guards.extension_waits,),
    effects=(effects.refuse_extension, documents.drop("extension")),
    notify=(Notify("handler", "case_extension_decided"),),
)
CARRIED_OUT = Transition(
    "carried_out",
    _("Carried out"),
    (CARRYING_OUT,),
    ANSWERED,
    others=(REVIEWING, REVIEWED, RE_REVIEWING, ENDED),
    choose=standing.after_carrying_out,
    **HANDLER,
    form=FORMS + "stages.CarriedOutForm",
    effects=(effects.carried_out,),
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
ARCHIVE = Transition(
    "archive",
    _("Archive"),
    _RESTING,
    ARCHIVED,
    **CLERK,
    form=FORMS + "stages.ArchiveForm",
    when=(guards.nothing_runs,),
    guards=(guards.papers_served,),
    effects=(effects.note_address,),
)
TAKE_OUT = Transition(
    "take_out",
    _("Take out of the archive"),
    (ARCHIVED,),
    others=_RESTING,
    choose=standing.before_archiving,
    **CLERK,
    form=FORMS + "stages.TakeOutForm",
)
KEEPERS_RESTING = (REFUSED, WITHDRAWN, CONCLUDED)
