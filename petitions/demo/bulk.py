"""Made-up letters by the hundred thousand: COPY in one transaction, as moves would have left them.

Access arrays, clocks, events with their MACs and search words are computed here with the same functions that the verbs
use; `check_access` and `audit_verify` agree with what comes out.
"""

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.models import Series
from caojiadu.core.organisation.models import Neighbourhood
from petitions.demo.books import Books
from petitions.demo.copying import owner_cursor, triggers_off
from petitions.demo.crew import Crew
from petitions.demo.lives import Life, lives
from petitions.models import Petition

BATCH = 4000
SAY_EVERY = 5  # seconds
SERIES = "XF"


def load(count: int, people: Mapping[str, Any], *, say: Callable[[str], Any]) -> None:
    """Add `count` made-up letters of the last three years, a tenth of them open."""
    began, now = time.monotonic(), timezone.now()
    chance = random.Random(f"{count} {Petition.objects.count()}")
    drawn = lives(count, now, chance)
    with owner_cursor() as cursor:
        books = Books(cursor, Crew(people), list(Neighbourhood.objects.values_list("pk", flat=True)), now, chance)
        with triggers_off(cursor, "cases_case", "cases_assignment"):
            numbers = _numbers(cursor, drawn)
            books.begin(drawn[0].opened, residents=min(6000, 20 + count // 15))
            try:
                _write(books, drawn, numbers, say, began)
            finally:
                books.courier.wait()
        books.end()
    say(f"{count} letters loaded in {time.monotonic() - began:.0f} s")


def _write(books: Books, drawn: list[Life], numbers: Any, say: Callable[[str], Any], began: float) -> None:
    told = began
    for at, life in enumerate(drawn, 1):
        books.enter(life, numbers(life.opened))
        if at % BATCH == 0 or at == len(drawn):
            books.send()
            if time.monotonic() - told > SAY_EVERY:
                told = time.monotonic()
                say(f"{at} of {len(drawn)} letters")


def _numbers(cursor: Any, drawn: list[Life]) -> Callable[[dt.datetime], str]:
    """Take a block of numbers for each year, and deal them out in order."""
    following: dict[int, int] = {}
    wanted = Counter(timezone.localdate(life.opened).year for life in drawn)
    for year, many in sorted(wanted.items()):
        cursor.execute(
            f"INSERT INTO {Series._meta.db_table} (key, year, last) VALUES (%s, %s, %s) "
            f"ON CONFLICT (key, year) DO UPDATE SET last = {Series._meta.db_table}.last + EXCLUDED.last "
            "RETURNING last",
            [SERIES, year, many],
        )
        following[year] = cursor.fetchone()[0] - many

    def take(opened: dt.datetime) -> str:
        year = timezone.localdate(opened).year
        following[year] += 1
        return f"{SERIES}-{year}-{following[year]:06d}"

    return take
