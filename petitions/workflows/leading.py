"""Matters that a leader holds: the leader follows them, gets their news and signs the answer."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import Notify, Purpose, Transition, Who
from petitions.effects import leading as effects
from petitions.guards import leading as guards
from petitions.workflows.states import FORMS, UNDER_WAY, VIEW

HOLD = Transition(
    "hold",
    _("Have a leader hold it"),
    UNDER_WAY,
    needs=VIEW,
    who=(Who.LEADER, Who.REGISTRAR),
    form=FORMS + "leading.HoldForm",
    when=(guards.not_held,),
    effects=(effects.hold,),
    notify=(Notify("head", "case_held"), Notify("handler", "case_held")),
    hint=_("The leader follows the matter, gets its news and signs the answer. Office and handler stay as they are."),
    purpose=Purpose.PEOPLE,
)
LET_GO = Transition(
    "let_go",
    _("No longer hold it"),
    UNDER_WAY,
    needs=VIEW,
    who=(Who.HOLDER, Who.REGISTRAR),
    form=FORMS + "leading.ReasonForm",
    when=(guards.held,),
    effects=(effects.let_go,),
    notify=(Notify("head", "case_let_go"), Notify("handler", "case_let_go")),
    purpose=Purpose.PEOPLE,
)
MOVES = (HOLD, LET_GO)
