"""The office's objection to a wrong transfer (2022 Regulations, art. 23).

The material goes back only once the sender agrees; until then matter and clock are ours. On the sixth working day the
move is gone.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.workflow import By, Notify, State, Transition
from petitions.effects import objection as effects
from petitions.guards import objection as guards
from petitions.workflows.states import (
    BEFORE_ACCEPTANCE,
    CLERK,
    FORMS,
    REGISTERED,
    SENT_BACK,
    SUBMITTED,
    WORKED_ON,
)

_WHILE_IT_WAITS = (*BEFORE_ACCEPTANCE, *WORKED_ON)
OBJECT = Transition(
    "object",
    _("Object to the transfer"),
    (SUBMITTED, REGISTERED),
    **CLERK,
    form=FORMS + "objection.ObjectForm",
    when=(guards.may_object,),
    effects=(effects.object_to_transfer,),
    hint=_("Within five working days of its arrival. Until the sender agrees, the matter and its limit stay ours."),
)
OBJECTION_AGREED = Transition(
    "objection_agreed",
    _("The sender takes it back"),
    _WHILE_IT_WAITS,
    SENT_BACK,
    by=By.DISTRICT,
    guards=(guards.objection_waits,),
    effects=(effects.settle_objection(agreed=True),),
    notify=(Notify("resident", "petition_sent_back"), Notify("registrar", "case_objection_settled")),
    public=True,
    told=_("It went back to the body that had transferred it"),
)
OBJECTION_REFUSED = Transition(
    "objection_refused",
    _("The sender does not take it back"),
    _WHILE_IT_WAITS,
    by=By.DISTRICT,
    guards=(guards.objection_waits,),
    effects=(effects.settle_objection(agreed=False),),
    notify=(Notify("registrar", "case_objection_settled"),),
)


def _agreed(moving: Moving) -> State | None:
    return SENT_BACK if moving.data["agreed"] == "yes" else None


def _record(moving: Moving) -> None:
    effects.settle_objection(agreed=moving.data["agreed"] == "yes")(moving)


RECORD_OBJECTION: Any = Transition(
    "record_objection",
    _("Enter the sender's word on our objection"),
    _WHILE_IT_WAITS,
    others=(SENT_BACK,),
    choose=_agreed,
    **CLERK,
    form=FORMS + "objection.RecordObjectionForm",
    when=(guards.objection_waits,),
    effects=(_record,),
    hint=_("Where it came by letter or phone, not through the inbox."),
)
MOVES = (OBJECT, OBJECTION_AGREED, OBJECTION_REFUSED, RECORD_OBJECTION)
