"""Case numbers: counted up under a row lock, taken last in the transaction."""

import datetime as dt

from django.db import connection
from django.utils import timezone

_NEXT = """
INSERT INTO cases_series (key, year, last) VALUES (%s, %s, 1)
ON CONFLICT (key, year) DO UPDATE SET last = cases_series.last + 1
RETURNING last
"""


def next_number(series: str, now: dt.datetime) -> str:
    """The next number of a series in the year of `now`, such as XF-2026-000042."""
    year = timezone.localdate(now).year
    return f"{series}-{year}-{count_up(series, year):06d}"


def count_up(series: str, year: int) -> int:
    """The next place in a series; its row stays locked until the transaction ends, so there is no gap and no double."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series, year])
        return int(cursor.fetchone()[0])
