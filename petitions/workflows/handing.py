"""Who leads: offered by one office, accepted by the other; given back to the desk; decided where they do not agree.

"Bodies agree who accepts; where they do not, their common superior decides" (Regulations on petition work, art. 24).
The office that had the matter first keeps lead and clock until another accepts.
"""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.helping import OFFER
from caojiadu.core.workflow import By, Limit, Notify, Purpose, Transition, Who
from petitions.effects import handing as effects
from petitions.guards import handing as guards
from petitions.workflows.states import ASSIGN, CLERK, FORMS, HANDLE, HEAD, IN_HAND, VIEW, WORKED_ON

HAND_OVER = Transition(
    "hand_over",
    _("Offer it to another office"),
    WORKED_ON,
    needs=HANDLE,
    who=(Who.HEAD, Who.REGISTRAR),
    form=FORMS + "handing.OfferForm",
    when=(guards.nothing_offered,),
    effects=(effects.offer,),
    notify=(Notify("asked", "case_offer"), Notify("head", "case_offered")),
    hint=_("Your office keeps the matter and its limits until the other one accepts."),
    purpose=Purpose.PEOPLE,
)
TAKE_OVER = Transition(
    "take_over",
    _("Take it over"),
    WORKED_ON,
    needs=ASSIGN,
    who=(Who.ASKED,),
    effects=(effects.take_over,),
    notify=(Notify("registrar", "case_taken_over"), Notify("head", "case_for_office")),
    public=True,
    told=_("The responsible office changed"),
    hint=_("From now on your office leads the matter; its limits go on as they are."),
    main=True,
    purpose=Purpose.PEOPLE,
)
DECLINE = Transition(
    "decline_lead",
    _("Decline it"),
    WORKED_ON,
    needs=ASSIGN,
    who=(Who.ASKED,),
    form=FORMS + "handing.ReasonForm",
    effects=(effects.decline,),
    notify=(Notify("head", "case_declined"), Notify("handler", "case_declined")),
    hint=_("It stays with the office that has it. After two refusals the desk or a leader decides (art. 24)."),
    purpose=Purpose.PEOPLE,
)
WITHDRAW_OFFER = Transition(
    "withdraw_offer",
    _("Withdraw the offer"),
    WORKED_ON,
    needs=HANDLE,
    who=(Who.HEAD, Who.REGISTRAR),
    form=FORMS + "handing.ReasonForm",
    when=(guards.offered,),
    effects=(effects.withdraw_offer,),
    purpose=Purpose.PEOPLE,
)
RULE = Transition(
    "rule_lead",
    _("Decide which office leads"),
    WORKED_ON,
    needs=VIEW,
    who=(Who.REGISTRAR, Who.LEADER),
    form=FORMS + "handing.RuleForm",
    when=(guards.in_dispute,),
    effects=(effects.rule,),
    notify=(Notify("head", "case_ruled"),),
    public=True,
    told=_("It was decided which office is responsible"),
    hint=_("The offices did not agree (Regulations, art. 24). What you decide holds at once."),
    main=True,
    purpose=Purpose.PEOPLE,
)
GIVE_BACK = Transition(
    "give_back",
    _("Give it back to the desk"),
    (IN_HAND,),
    **HEAD,
    form=FORMS + "handing.GiveBackForm",
    when=(guards.may_give_back,),
    effects=(effects.give_back,),
    notify=(Notify("registrar", "case_given_back"),),
    hint=_("For what was handed out to the wrong office. The limits go on running."),
    purpose=Purpose.PEOPLE,
)
HAND_OUT = Transition(
    "hand_out",
    _("Hand it out"),
    (IN_HAND,),
    **CLERK,
    form=FORMS + "handing.HandOutForm",
    when=(guards.desk_leads,),
    effects=(effects.hand_out,),
    notify=(Notify("head", "case_for_office"), Notify("co", "case_for_co_office")),
    public=True,
    told=_("The responsible office changed"),
    main=True,
    purpose=Purpose.PEOPLE,
)
OFFER_LATE = Transition(
    "offer_late", _("No word on the offer yet"), WORKED_ON, by=By.TIMER, effects=(effects.offer_late,)
)
ACCEPT_LEAD = Limit(
    OFFER,
    _("Accept or decline what another office offers"),
    1,
    _("Service norm of the office"),
    starts=("hand_over",),
    met_by=("take_over", "decline_lead", "withdraw_offer", "rule_lead"),
    on_breach="offer_late",
    working=True,
    legal=False,
    warn=(),
    public=False,
)
MOVES = (HAND_OVER, TAKE_OVER, DECLINE, WITHDRAW_OFFER, RULE, GIVE_BACK, HAND_OUT, OFFER_LATE)
