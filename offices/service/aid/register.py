"""Applications for assistance (D4), online or at the window, to the decision of the head and the household's entry.

The street decides itself (Shanghai Regulations on Social Assistance, art. 36); what is to be granted is posted first,
name and outcome only (arts. 33, 38). Whoever needs help at once gets it first (art. 29: three months as a rule).
"""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import OnlineApplication, Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.patterns.decisions import paper_steps
from caojiadu.core.registers.patterns.online_application import look_again, take_back
from caojiadu.core.workflow import Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.service.aid import moves, steps
from offices.service.aid.models import WITH_COSTS, Category
from offices.service.aid.steps import BEFORE, IN_HAND, MATTER
from offices.service.assistance.register import DECIDES

GIVEN_UP = ("aid_withdraw", "take_back")
DONE = ("aid_grant", "aid_refuse", *GIVEN_UP)
register(
    Workflow(
        key="aid_application",
        label=_("Application for assistance"),
        model=MATTER.model,
        function="D4",
        initial=steps.RECEIVED,
        series="KN",
        open_told=_("Application received"),
        open_effects=(moves.note_consent,),
        restricted=True,
        transitions=(
            *steps.taken_in(),
            *steps.looked_into(),
            *steps.looked_into_again(),
            *steps.decided(),
            *steps.told(),
            *steps.made_up_for(),
            MATTER.withdraw(
                "aid_withdraw",
                *BEFORE,
                to=steps.WITHDRAWN,
                label=_("The applicant withdraws, or takes the consent back"),
                effects=(moves.end_consent,),
                public=True,
                told=_("Withdrawn"),
            ),
            *steps.consent_withdrawn(),
            take_back(BEFORE, steps.WITHDRAWN, effects=(moves.end_consent,)),
            *paper_steps(
                MATTER,
                waiting=(steps.WAITING,),
                accepted=steps.LOOKED_INTO,
                granted=(steps.GRANTED, steps.LATER, steps.DONE),
                refused=(steps.REFUSED, steps.ENDED),
                own=True,
            ),
            *MATTER.usual(*IN_HAND),
        ),
        limits=(
            norm(
                "accept",
                _("Accept, or say what is missing"),
                3,
                starts=(OPEN, "aid_not_urgent"),
                met_by=("aid_accept", "say_missing", "aid_urgent", *GIVEN_UP),
                counted_from="received_on",
                met_on="accepted_on",
                working=True,
                warn=(1,),
            ),
            look_again("aid_accept", "aid_urgent", "aid_withdraw"),
            norm(
                "urgent",
                _("Help that cannot wait"),
                1,
                starts=(OPEN,),
                met_by=("aid_accept", "aid_not_urgent", *DONE),
                applies=lambda case: case.comes_first,
                working=True,
                warn=(),
            ),
            norm(
                "decide",
                _("Decision on the application"),
                30,
                starts=("aid_accept",),
                met_by=DONE,
                counted_from="accepted_on",
                met_on="decided_on",
                article=DECIDES,
                working=True,
                extends=moves.SPECIAL,
                warn=(10, 3),
            ),
            norm(
                "posting",
                _("Decide after the days of posting"),
                3,
                starts=(),  # "aid_post" starts it, once it has set the days
                met_by=(*DONE, "aid_again", "aid_object"),
                counted_from="posted_until",
                met_on="decided_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "tell",
                _("Tell the applicant"),
                3,
                starts=("aid_grant", "aid_refuse"),
                met_by=("aid_tell", "aid_tell_refusal"),
                counted_from="decided_on",
                met_on="told_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "later",
                _("Papers and checks after help that came first"),
                30,
                starts=("aid_tell",),
                met_by=("aid_later", "aid_not_made_up"),
                applies=lambda case: case.accepted_on is None,
                warn=(10, 3),
            ),
        ),
    )
)
declare(
    Register(
        key="assistance-applications",
        label=_("Applications for assistance"),
        singular=_("Application for assistance"),
        model=MATTER.model,
        function="D4",
        title=_("The application in one line"),
        fields=(
            "title",
            "aid",
            "urgent",
            "members",
            "people",
            "income",
            "assets",
            "causes",
            "costs",
            "consent",
            "consent_on",
            "neighbourhood",
            "received_on",
        ),
        columns=("aid", "urgent", "received_on", "posted_until"),
        filters=("aid", "neighbourhood"),
        person=True,
        sensitive=True,
        online=OnlineApplication(
            ("urgent", "members", "people", "income", "assets", "causes", "costs", "consent"),
            consents=("consent",),
            service="aid",
            only_for=(("urgent", Category.RELIEF), ("costs", *WITH_COSTS)),
        ),
        hint=_("From the application to the decision: means, home, first finding, posting, decision, delivery."),
    )
)
