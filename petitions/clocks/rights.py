"""What somebody may do until a day: the petitioner's objection to an opinion, the office's to a wrong transfer.

Nobody is late who lets such a day pass. So these are no clocks: the day is kept with what it belongs to and counted
again when the calendar changes (see `petitions.clocks.recount`).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workdays.arithmetic import Calendar, Roll
from caojiadu.core.workdays.deadlines import Deadline, add_days


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
