"""Case numbers: counted up under a row lock, taken last in the transaction."""

import datetime as dt
import re

from django.db import connection
from django.utils import timezone

NUMBER = re.compile(r"([A-Za-z]{2})-?(\d{4})-?(\d{1,6})")
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


def normal_number(text: str) -> str:
    """A number as it is stored: XF-2026-000042, whatever hyphens, zeros or case somebody typed; else what was typed."""
    found = NUMBER.fullmatch(text.strip())
    return f"{found[1].upper()}-{found[2]}-{int(found[3]):06d}" if found else text.strip()
