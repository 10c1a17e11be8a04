"""Moves to the district and back."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Notify, Purpose, Transition
from petitions import effects, guards
from petitions.workflows.states import AFTER_ANSWER, FORMS, HEAD, IN_HAND, REGISTERED, SUBMITTED, WORKED_ON

REPORT_UP = Transition(
    "report_up",
    _("Report up to the district"),
    (IN_HAND,),
    **HEAD,
    form=FORMS + "work.ReportUpForm",
    guards=(guards.coordinated,),
    effects=(effects.report_up,),
    public=True,
    told=_("Reported to the district"),
    hint=_("The resident's limit goes on running."),
    purpose=Purpose.UPWARD,
)
PASS_ON = Transition(
    "pass_on",
    _("Pass the opinion on to the district"),
    (IN_HAND,),
    **HEAD,
    form=FORMS + "work.PassOnForm",
    effects=(effects.pass_on,),
    public=True,
    told=_("Passed on to the district"),
    purpose=Purpose.UPWARD,
)
DISTRICT_ACKNOWLEDGED = Transition(
    "district_acknowledged",
    _("The district acknowledged"),
    (SUBMITTED, REGISTERED, *WORKED_ON, *AFTER_ANSWER),
    by=By.DISTRICT,
    notify=(Notify("handler", "case_district"),),
    public=True,
    told=_("The district received it"),
)
DISTRICT_ANSWERED = Transition(
    "district_answered",
    _("The district answered"),
    WORKED_ON,
    by=By.DISTRICT,
    effects=(effects.stop_waiting,),
    notify=(Notify("handler", "case_district"), Notify("head", "case_district")),
    public=True,
    told=_("The district answered us"),
)
DISTRICT_RETURNED = Transition(
    "district_returned",
    _("The district returned it"),
    WORKED_ON,
    by=By.DISTRICT,
    effects=(effects.stop_waiting,),
    notify=(Notify("handler", "case_district"), Notify("head", "case_district")),
    public=True,
    told=_("The district returned it to us"),
)
