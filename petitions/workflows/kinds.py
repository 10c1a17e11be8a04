"""Three legal kinds, three machines (2022 Regulations on petition work, art. 29, 30, 31).

Only an appeal or request accepted on route 6 has the 60-day clock. A report against somebody opens to the two posts
named for it, climbs no ladder, and goes to discipline inspection through the district.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Notify, Transition, Workflow, register
from petitions import effects
from petitions.effects.learning import measured
from petitions.effects.papers import issue_acceptance
from petitions.workflows.desk import ACCEPT, ACCEPT_DUTY, DIVERT, HAND_OVER, RECLASSIFY, REFUSE, REGISTER_MOVE, SERVE
from petitions.workflows.imported import IMPORT_ANSWERED, IMPORT_FILED
from petitions.workflows.limits import CLOSE, NORM, SECOND, TELL
from petitions.workflows.petitioner import JUDGE, JUDGE_UNHAPPY, READ_ANSWER, REPLY, WITHDRAW
from petitions.workflows.states import ACCUSATION, APPEAL, CONCLUDED, FORMS, FORWARDED, KEEPER, SUBMITTED, SUGGESTION
from petitions.workflows.upward import DISTRICT_ACKNOWLEDGED, DISTRICT_ANSWERED, DISTRICT_RETURNED, PASS_ON, REPORT_UP
from petitions.workflows.urgent import FLASH_REPORT
from petitions.workflows.work import (
    ASK,
    ASSIGN_MOVE,
    CHILD_ENDED,
    CLIMB,
    COORDINATE,
    DRAFT,
    NOTE,
    OPEN_GRID_CASE,
    OPINE,
    RECUSE,
    RELEASE,
    SEND_BACK,
    SUBMIT,
)

_WORK = (
    *(HAND_OVER, ASSIGN_MOVE, RECUSE, NOTE, ASK, REPLY, OPINE, COORDINATE, PASS_ON),
    *(DISTRICT_ACKNOWLEDGED, DISTRICT_ANSWERED, DISTRICT_RETURNED),
    *(DRAFT, SUBMIT, RELEASE, SEND_BACK, SERVE, READ_ANSWER, JUDGE, JUDGE_UNHAPPY, WITHDRAW, CLIMB),
    *(IMPORT_ANSWERED, IMPORT_FILED),
    FLASH_REPORT,
)
OPENING = {
    "open_notify": (Notify("resident", "petition_received"), Notify("registrar", "case_to_register")),
    "open_effects": (effects.bar_accused,),
    "open_told": _("Received"),
    "series": "XF",
    "model": "petitions.Petition",
    "function": "E3",
    "initial": SUBMITTED,
}
register(
    Workflow(
        key=APPEAL,
        label=_("Appeal or request"),
        transitions=(
            RECLASSIFY,
            REGISTER_MOVE,
            ACCEPT,
            ACCEPT_DUTY,
            DIVERT,
            REFUSE,
            REPORT_UP,
            OPEN_GRID_CASE,
            CHILD_ENDED,
            *_WORK,
        ),
        limits=(TELL, CLOSE, NORM, SECOND),
        **OPENING,
    )
)
register(
    Workflow(
        key=SUGGESTION,
        label=_("Suggestion"),
        transitions=(
            RECLASSIFY,
            REGISTER_MOVE,
            replace(
                ACCEPT, effects=(measured("office"), effects.accept_suggestion, effects.hand_out, issue_acceptance)
            ),
            REFUSE,
            *_WORK,
        ),
        limits=(
            replace(TELL, met_by=("accept", "refuse", "withdraw")),
            replace(CLOSE, legal=False, article=_("Custom; the law sets no number of days")),
            SECOND,
        ),
        **OPENING,
    )
)
FORWARD = Transition(
    "forward",
    _("Forward to discipline inspection"),
    (SUBMITTED,),
    FORWARDED,
    **KEEPER,
    form=FORMS + "desk.ForwardForm",
    effects=(effects.forward,),
    notify=(Notify("resident", "petition_forwarded"),),
    public=True,
    told=_("Forwarded to the competent body"),
    main=True,
)
FORWARD_UNREAD = Transition(
    "forward_unread",
    _("Forwarded to discipline inspection at once"),
    (SUBMITTED,),
    FORWARDED,
    by=By.TIMER,
    effects=(effects.forward,),
    notify=(Notify("resident", "petition_forwarded"),),
    public=True,
    told=_("Forwarded to the competent body"),
)
LATE = Transition(
    "late", _("Limit passed"), (SUBMITTED, FORWARDED), by=By.TIMER, notify=(Notify("registrar", "limit_late"),)
)
register(
    Workflow(
        key=ACCUSATION,
        label=_("Report against somebody"),
        transitions=(
            replace(RECLASSIFY, sources=(SUBMITTED,), **KEEPER),
            FORWARD,
            FORWARD_UNREAD,
            replace(REFUSE, sources=(SUBMITTED,), **KEEPER),
            replace(NOTE, sources=(SUBMITTED, FORWARDED), **KEEPER),
            replace(
                DISTRICT_ACKNOWLEDGED, sources=(SUBMITTED, FORWARDED), notify=(Notify("registrar", "case_district"),)
            ),
            replace(
                DISTRICT_ANSWERED,
                sources=(SUBMITTED, FORWARDED),
                target=CONCLUDED,
                notify=(Notify("resident", "petition_concluded"), Notify("registrar", "case_district")),
                told=_("Concluded by the competent body"),
            ),
            replace(
                DISTRICT_RETURNED,
                sources=(FORWARDED,),
                target=SUBMITTED,
                notify=(Notify("registrar", "case_district"),),
            ),
            replace(WITHDRAW, sources=(SUBMITTED,), notify=(Notify("registrar", "case_withdrawn"),)),
            LATE,
        ),
        limits=(replace(TELL, met_by=("forward", "forward_unread", "refuse", "withdraw"), on_breach="late"),),
        climbs=False,
        secret=True,
        **OPENING,
    )
)
