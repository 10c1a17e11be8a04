"""Moves of the letters-and-calls desk: register, accept, refuse, hand out."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import Notify, Transition
from petitions import effects
from petitions.effects.learning import measured
from petitions.effects.papers import issue_acceptance
from petitions.workflows.states import (
    CLERK,
    DIVERTED,
    FORMS,
    IN_HAND,
    REGISTERED,
    SUBMITTED,
)

RECLASSIFY = Transition(
    "reclassify",
    _("Correct the kind"),
    (SUBMITTED, REGISTERED),
    SUBMITTED,
    **CLERK,
    form=FORMS + "desk.ReclassifyForm",
    effects=(effects.change_kind,),
    notify=(Notify("registrar", "case_to_register"),),
    hint=_("A suggestion, an appeal or request, or a report against somebody."),
)
REGISTER_MOVE = Transition(
    "register",
    _("Register"),
    (SUBMITTED,),
    REGISTERED,
    **CLERK,
    form=FORMS + "desk.RegisterForm",
    effects=(measured("category"), effects.set_fields("category", "neighbourhood")),
    public=True,
    told=_("Registered"),
    main=True,
)
ACCEPT = Transition(
    "accept",
    _("Accept"),
    (REGISTERED,),
    IN_HAND,
    **CLERK,
    form=FORMS + "desk.AcceptForm",
    effects=(measured("office"), effects.accept, effects.hand_out, issue_acceptance),
    notify=(
        Notify("resident", "petition_accepted"),
        Notify("head", "case_for_office"),
        Notify("co", "case_for_co_office"),
    ),
    public=True,
    told=_("Accepted"),
    main=True,
)
ACCEPT_DUTY = Transition(
    "accept_duty",
    _("Accept as a duty of ours"),
    (REGISTERED,),
    IN_HAND,
    **CLERK,
    form=FORMS + "desk.AcceptForm",
    effects=(measured("office"), effects.accept_duty, effects.hand_out, issue_acceptance),
    notify=ACCEPT.notify,
    public=True,
    told=_("Accepted"),
    hint=_(
        "Route 5: the office performs its duty or answers; the 60-day clock of the petition procedure does not run."
    ),
)
DIVERT = Transition(
    "divert",
    _("Show another legal route"),
    (REGISTERED,),
    DIVERTED,
    **CLERK,
    form=FORMS + "desk.DivertForm",
    effects=(effects.set_fields("route"),),
    notify=(Notify("resident", "petition_diverted"),),
    public=True,
    told=_("Shown another legal route"),
    hint=_("Routes 1 to 4: court, arbitration, Party appeal or an administrative procedure."),
)
