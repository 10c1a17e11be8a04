"""Who helps: offices and neighbourhood committees, each with a day of its own, and one answer by the lead."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.helping import OPINION
from caojiadu.core.workflow import Limit, Notify, Purpose, Transition, Who
from petitions.effects import helping as effects
from petitions.guards import helping as guards
from petitions.workflows.states import ADVISE, FORMS, HANDLE, IN_HAND, WORKED_ON

_LEADING = {"needs": HANDLE, "who": (Who.HANDLER, Who.REGISTRAR)}
ASK_OFFICE = Transition(
    "ask_office",
    _("Ask another office to help"),
    (IN_HAND,),
    **_LEADING,
    form=FORMS + "helping.AskOfficeForm",
    effects=(effects.ask_office,),
    hint=_("It reads the matter, without name and phone of the petitioner, and gives one opinion. You answer."),
    purpose=Purpose.PEOPLE,
)
ASK_COMMITTEE = Transition(
    "ask_committee",
    _("Ask a neighbourhood committee"),
    (IN_HAND,),
    **_LEADING,
    form=FORMS + "helping.AskCommitteeForm",
    effects=(effects.ask_committee,),
    hint=_("It reads the letter, without name and phone of the petitioner, and gives one opinion. You answer."),
    purpose=Purpose.PEOPLE,
)
URGE = Transition(
    "urge_help",
    _("Urge who helps"),
    WORKED_ON,
    **_LEADING,
    form=FORMS + "helping.UrgeForm",
    when=(guards.opinion_missing,),
    effects=(effects.urge,),
    purpose=Purpose.PEOPLE,
)
CHANGE_HELP = Transition(
    "change_help",
    _("Change what a helper is asked"),
    WORKED_ON,
    **_LEADING,
    form=FORMS + "helping.ChangeForm",
    when=(guards.opinion_missing,),
    effects=(effects.change,),
    purpose=Purpose.PEOPLE,
)
RELEASE_HELP = Transition(
    "release_help",
    _("Let a helper go"),
    WORKED_ON,
    **_LEADING,
    form=FORMS + "helping.ReleaseForm",
    when=(guards.has_helpers,),
    effects=(effects.release,),
    purpose=Purpose.PEOPLE,
)
OPINE = Transition(
    "opine",
    _("Give your opinion"),
    WORKED_ON,
    needs=ADVISE,
    who=(Who.CO, Who.COMMITTEE),
    form=FORMS + "helping.OpinionForm",
    effects=(effects.opine,),
    notify=(Notify("handler", "case_opinion"),),
    main=True,
)
GIVE_OPINION = Limit(
    OPINION,
    _("Opinion of a helping office"),
    5,
    _("Service norm of the office"),
    starts=(),
    met_by=(),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(),
    public=False,
)
MOVES = (ASK_OFFICE, ASK_COMMITTEE, URGE, CHANGE_HELP, RELEASE_HELP, OPINE)
