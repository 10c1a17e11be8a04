"""Moves of the petitioner: reply, read, judge, withdraw."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.documents import moving as documents
from caojiadu.core.workflow import By, Notify, Transition
from petitions import effects, guards
from petitions.guards import joint
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
    guards=(joint.speaks, guards.question_open),
    effects=(effects.reply,),
    notify=(Notify("handler", "case_replied"), Notify("head", "case_replied"), Notify("registrar", "case_replied")),
    public=True,
    told=_("You replied"),
)
READ_ANSWER = Transition(
    "read_answer",
    _("The petitioner read the answer"),
    # While a second look is under way, the other petitioners still read the first answer, each in their own time.
    (*AFTER_ANSWER, *WORKED_ON),
    by=By.RESIDENT,
    guards=(joint.answer_released, joint.power_is_sure, joint.not_read),
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
    guards=(joint.speaks, guards.not_judged, guards.content_or_second_round),
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
    guards=(joint.speaks, guards.not_judged, guards.first_round, guards.unhappy),
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
    guards=(joint.alone, joint.power_is_sure, guards.first_round),
    effects=(documents.drop_all,),
    notify=(Notify("handler", "case_withdrawn"), Notify("head", "case_withdrawn")),
    public=True,
    told=_("You withdrew it"),
    danger=True,
)
