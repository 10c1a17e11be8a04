"""Digests of suggestions: gathered, edited, sent to the district as one paper, answered there."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Notify, State, Transition, Who, Workflow, register
from petitions.effects import digest as effects
from petitions.guards import digest as guards
from petitions.oversight.digests import DIGEST
from petitions.workflows.states import ANSWERED, CARRYING_OUT, FORMS, REGISTERED, SUBMITTED, WORKED_ON

GATHERED = State("digest_gathered", _("Being written"))
SENT = State("digest_sent", _("Sent to the district"), done=True, tone="done")
DROPPED = State("digest_dropped", _("Given up"), final=True, tone="done")
GIVEN_BACK = State("digest_returned", _("Concluded"), final=True, tone="done")
EDITOR = {"needs": "petitions.send_digest", "who": (Who.REGISTRAR, Who.HEAD)}
DIGESTED = Transition(
    "digested",
    _("Passed on in a digest"),
    (SUBMITTED, REGISTERED, *WORKED_ON, ANSWERED, CARRYING_OUT),
    by=By.TIMER,
    public=True,
    told=_("Passed on to the district"),
)
register(
    Workflow(
        key=DIGEST,
        label=_("Digest of suggestions"),
        model="petitions.SuggestionDigest",
        function="E3",
        series="JY",
        initial=GATHERED,
        transitions=(
            Transition(
                "edit_digest",
                _("Write the summaries"),
                (GATHERED,),
                **EDITOR,
                form=FORMS + "digest.EditDigestForm",
                effects=(effects.edit,),
            ),
            Transition(
                "send_digest",
                _("Send to the district"),
                (GATHERED,),
                SENT,
                **EDITOR,
                form=FORMS + "digest.SendDigestForm",
                guards=(guards.fit_to_send,),
                effects=(effects.send,),
                main=True,
            ),
            Transition(
                "drop_digest",
                _("Give it up"),
                (GATHERED,),
                DROPPED,
                **EDITOR,
                form=FORMS + "digest.DropDigestForm",
                danger=True,
            ),
            Transition("district_acknowledged", _("The district acknowledged"), (SENT,), by=By.DISTRICT),
            Transition(
                "district_answered",
                _("The district answered"),
                (SENT,),
                GIVEN_BACK,
                by=By.DISTRICT,
                notify=(Notify("registrar", "case_district"),),
            ),
        ),
        climbs=False,
    )
)
