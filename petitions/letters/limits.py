"""The clocks of a letter (2022 Regulations on petition work), the office's own norms, and days until which one may act.

Nobody is late who lets the day of a right pass, so rights are no clocks: the day is kept with what it belongs to and
counted again when the calendar changes (see `petitions.stages.recount`).
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.hooks import provide
from caojiadu.core.workdays.arithmetic import Calendar, Roll
from caojiadu.core.workdays.deadlines import Deadline, add_days
from caojiadu.core.workflow import Limit, Stop
from caojiadu.core.workflow.parts import OPEN

TELL = Limit(
    "tell",
    _("Tell the petitioner whether it is accepted"),
    15,
    _("Regulations on petition work, art. 22-23"),
    starts=(OPEN,),
    met_by=("accept", "accept_duty", "sign_refusal", "sign_no_longer", "transfer_out", "divert", "withdraw", "merge"),
    on_breach="climb",
    roll="back",
)
# A matter that came back is one received again: whoever wrote hears again what becomes of it.
TELL_AGAIN = replace(
    TELL,
    key="tell_again",
    label=_("Tell the petitioner what becomes of it, after its return"),
    starts=("district_returned",),
    met_by=("forward", "sign_refusal", "withdraw"),
    on_breach="late",
)
# Registered at once, by custom the same or the next working day; the Regulations name no day. Counted in working days,
# and an administrator may set another number.
REGISTER = Limit(
    "register",
    _("Register it"),
    1,
    _("Custom: the same or the next working day; the Regulations on petition work, art. 22-23, name no day"),
    starts=(OPEN,),
    met_by=("register",),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(),
    public=False,
)
# Whoever asked to be rung is rung: no rule names the time, so it is a norm that administrators set.
RING_BACK = Limit(
    "ring_back",
    _("Ring back"),
    1,
    _("Service norm of the office"),
    starts=(OPEN,),
    met_by=("rang_back",),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(),
    applies=lambda petition: petition.ring_back,
)
CLOSE = Limit(
    "close",
    _("Answer in writing"),
    60,
    _("Regulations on petition work, art. 34"),
    starts=("accept",),
    met_by=("release", "answer_with", "answered_with"),
    on_breach="climb",
    roll="back",
    warn=(15, 5, 2),
    extends=30,
)
NORM = Limit(
    "norm",
    _("Answer, by the office's own norm"),
    20,
    _("Service norm of the office"),
    starts=("accept", "accept_duty"),
    met_by=("release", "answer_with", "answered_with"),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(3,),
    public=False,
)
SECOND = Limit(
    "second_round",
    _("Look at it a second time"),
    15,
    _("Service norm of the office"),
    starts=("judge_unhappy",),
    met_by=("release",),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(3,),
)
AGAIN = Limit(
    "again",
    _("Answer again, after the opinion was revoked"),
    60,
    _("By analogy with art. 34 of the Regulations on petition work; they set no number of days for it"),
    starts=("handle_again",),
    met_by=("release",),
    on_breach="climb",
    legal=False,
    roll="back",
    warn=(15, 5, 2),
)
CARRY_OUT = Limit(
    "carry_out",
    _("Carry out what was promised"),
    30,
    _("Service norm of the office"),
    starts=(),  # only where the answer promises something
    met_by=("carried_out",),
    on_breach="climb",
    working=True,
    legal=False,
)
# Others decide: followed here from the receipt of the request, noted when late, climbing no ladder of ours. Counted
# straight through, since no rule of ours shortens or lengthens another body's time.
REVIEW_DECISION = Limit(
    "review",
    _("The district decides on the review"),
    30,
    _("Regulations on petition work, art. 35"),
    starts=(),
    met_by=("review_decided", "record_review"),
    on_breach="review_late",
    warn=(),
    runs_at_rest=True,
    climbs=False,
)
RE_REVIEW_DECISION = Limit(
    "re_review",
    _("The municipality decides on the re-review"),
    30,
    _("Regulations on petition work, art. 36"),
    starts=(),
    met_by=("re_review_decided", "record_re_review"),
    on_breach="re_review_late",
    warn=(),
    runs_at_rest=True,
    climbs=False,
    stops=(
        Stop(
            "hearing",
            _("A hearing is held"),
            _("Regulations on petition work, art. 36"),
            by=("hearing",),
            resumed_by=("hearing_over",),
        ),
    ),
)


@dataclass(frozen=True)
class Right:
    """One such limit. The day of the event is not counted; `days` are calendar days unless `working`."""

    key: str
    label: Any
    days: int
    article: Any
    working: bool = False
    roll: Roll = None

    def until(self, start: dt.date, calendar: Calendar | None = None) -> Deadline:
        """The last day, counted from the day of receipt; an instant is taken as its local day."""
        return add_days(start, self.days, working=self.working, roll=self.roll, calendar=calendar)


# A citizen's own limit rolls forward over holidays (Civil Code, art. 203, by analogy).
ASK_REVIEW = Right("ask_review", _("Ask for review"), 30, _("Regulations on petition work, art. 35"), roll="forward")
ASK_RE_REVIEW = Right(
    "ask_re_review", _("Ask for re-review"), 30, _("Regulations on petition work, art. 36"), roll="forward"
)
OBJECT = Right("object", _("Object to the transfer"), 5, _("Regulations on petition work, art. 23"), working=True)
RIGHTS = (ASK_REVIEW, ASK_RE_REVIEW, OBJECT)


@provide("right_labels")
def labels_of_rights() -> dict[str, Any]:
    """What the last days are called that are no clocks."""
    return {right.key: right.label for right in RIGHTS}
