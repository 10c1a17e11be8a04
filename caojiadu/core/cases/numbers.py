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
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series, year])
        return f"{series}-{year}-{cursor.fetchone()[0]:06d}"
