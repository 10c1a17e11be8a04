"""Moves of the petitioner: reply, read, judge, withdraw."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.documents import moving as documents
from caojiadu.core.workflow import By, Notify, Transition
from petitions import effects, guards
from petitions.workflows.states import (
    AFTER_ANSWER,
    FORMS,
    IN_HAND,
    REGISTERED,
    SECOND_LOOK,
    SUBMITTED,
    UNDER_WAY,
    WITHDRAWN,
    WORKED_ON,
)

REPLY = Transition(
    "reply",
    _("Reply to the question"),
    (SUBMITTED, REGISTERED, *WORKED_ON),
    by=By.RESIDENT,
    form=FORMS + "petitioner.ReplyForm",
    guards=(guards.question_open,),
    effects=(effects.reply,),
    notify=(Notify("handler", "case_replied"), Notify("head", "case_replied"), Notify("registrar", "case_replied")),
    public=True,
    told=_("You replied"),
)
READ_ANSWER = Transition(
    "read_answer",
    _("The petitioner read the answer"),
    AFTER_ANSWER,
    by=By.RESIDENT,
    guards=(guards.not_served,),
    effects=(effects.read_answer,),
    public=True,
    told=_("You read the answer"),
)
JUDGE = Transition(
    "judge",
    _("Judge"),
    AFTER_ANSWER,
    by=By.RESIDENT,
    form=FORMS + "petitioner.JudgeForm",
    guards=(guards.not_judged, guards.content_or_second_round),
    effects=(effects.judge,),
    public=True,
    told=_("You judged the answer"),
)
JUDGE_UNHAPPY = Transition(
    "judge_unhappy",
    _("Judge, and ask for a second look"),
    SECOND_LOOK,
    IN_HAND,
    by=By.RESIDENT,
    form=FORMS + "petitioner.JudgeForm",
    guards=(guards.not_judged, guards.first_round, guards.unhappy),
    effects=(effects.judge, effects.second_round),
    notify=(
        Notify("head", "case_second_round"),
        Notify("handler", "case_second_round"),
        Notify("registrar", "case_second_round"),
    ),
    public=True,
    told=_("You were not satisfied: we look at it a second time"),
)
WITHDRAW = Transition(
    "withdraw",
    _("Withdraw"),
    UNDER_WAY,
    WITHDRAWN,
    by=By.RESIDENT,
    form=FORMS + "petitioner.WithdrawForm",
    guards=(guards.first_round,),
    effects=(documents.drop_all,),
    notify=(Notify("handler", "case_withdrawn"), Notify("head", "case_withdrawn")),
    public=True,
    told=_("You withdrew it"),
    danger=True,
)
