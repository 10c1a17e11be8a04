"""Two decisions that end a letter before it is accepted. Each is proposed by the desk and signed by somebody else."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.documents import moving as documents
from caojiadu.core.workflow import Notify, State, Transition
from petitions.effects.stages import close_question
from petitions.guards import stages as guards
from petitions.papers import parts
from petitions.workflows.states import (
    CLERK,
    FORMS,
    NO_LONGER,
    NO_LONGER_PROPOSED,
    REFUSED,
    REFUSING,
    REGISTERED,
    SIGNER,
)


def _propose(key: str, label: Any, state: State, paper: str, form: str, drafted: Any, **more: Any) -> Transition:
    """A proposal with its draft of the paper."""
    return Transition(
        key,
        label,
        (REGISTERED,),
        state,
        **CLERK,
        form=FORMS + form,
        effects=(documents.draft(paper, drafted), close_question),
        notify=(Notify("decider", "case_to_sign"),),
        **more,
    )


def _sign(key: str, label: Any, source: State, target: State, paper: str, **more: Any) -> Transition:
    """The signature: the paper goes out, and the petitioner is told."""
    return Transition(
        key,
        label,
        (source,),
        target,
        **SIGNER,
        guards=(documents.may_sign(paper),),
        effects=(documents.sign(paper),),
        public=True,
        main=True,
        **more,
    )


def _back(key: str, source: State, paper: str) -> Transition:
    """Back to the desk, with what should be changed."""
    return Transition(
        key,
        _("Send it back to the desk"),
        (source,),
        REGISTERED,
        **SIGNER,
        form=FORMS + "stages.SendDecisionBackForm",
        effects=(documents.drop(paper),),
        notify=(Notify("registrar", "case_decision_back"),),
    )


REFUSE = _propose(
    "refuse",
    _("Do not accept"),
    REFUSING,
    "refusal",
    "desk.RefuseForm",
    parts.with_matter("reason", "competent"),
    danger=True,
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
    "stages.NoLongerForm",
    parts.with_matter("reason"),
    guards=(guards.ended_matter,),
    danger=True,
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
