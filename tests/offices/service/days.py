"""Last days of limits, counted as the law counts them."""

import datetime as dt

from caojiadu.core.workdays.deadlines import add_days
from tests.desk import day


def working(days: int, since: int = 0) -> dt.date:
    """So many working days after a day that lies `since` days from today."""
    return add_days(day(since), days, working=True).date
