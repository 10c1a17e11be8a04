"""A register of a hundred thousand rows lists as fast as one of a thousand: as many statements, about as much read.

10,000 rows in every run of the suite; `SPEED_CASES=100000 make test TESTS=tests/core/registers` is the whole.
"""

import os
from typing import Any

import pytest
from django.db import connection

from offices.security.safety.register import SITES
from tests.entries import people, signed_in
from tests.plans import reads_of

FEW, MANY = 1_000, int(os.environ.get("SPEED_CASES", "10000"))
# One row in twelve holds the common word; a search looks at each of its hits.
FACTOR, ALWAYS, ROWS = 3, max(1_200, MANY // 40), max(8_000, MANY // 12 + 500)
BASE = "/desk/security/sites/"
# Words, vectors and dates as `enter` would write them; three in ten have ended, one in fifty is of high risk.
LOAD = """
WITH made AS (
  INSERT INTO registers_record (register, office_id, title, neighbourhood_id, due_on, ended_on, entered_by_id,
                                entered_at, vector, version)
  SELECT 'sites', %(office)s, '仓库' || n, 1 + n %% 14,
         CASE WHEN n %% 3 = 0 AND n %% 10 > 2 THEN current_date + n %% 700 END,
         CASE WHEN n %% 10 < 3 THEN current_date - n %% 900 END,
         %(user)s, now(), array_to_tsvector(ARRAY[CASE WHEN n %% 12 = 0 THEN '仓库' ELSE '商店' END, '仓库' || n]), 0
  FROM generate_series(%(first)s, %(last)s) n
  RETURNING id, title
)
INSERT INTO office_security_site (record_ptr_id, kind, address, operator, risk, permit_until, inspected_on)
SELECT id, 'workplace', '某路', '某公司', CASE WHEN id %% 50 = 7 THEN 'high' ELSE 'low' END, current_date, NULL
FROM made
"""
PAGES = (
    "/desk/security/",
    BASE,
    f"{BASE}?tab=due",
    f"{BASE}?tab=ended",
    f"{BASE}?risk=high",
    f"{BASE}?neighbourhood=3",
    f"{BASE}?q=仓库",
    f"{BASE}?q=仓库17",
    "/desk/security/calendar/",
    "/desk/security/inspections/",
)


def load(first: int, last: int, user: Any, office: Any) -> None:
    """Rows from one number to another."""
    with connection.cursor() as cursor:
        cursor.execute(LOAD, {"first": first, "last": last, "user": user.pk, "office": office.pk})
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE registers_record, office_security_site")


def measured(client: Any) -> dict[str, Any]:
    """What each page reads, a page deep in the list among them."""
    found = {}
    for page in (*PAGES, f"{BASE}?after={FEW // 2}"):
        client.get(page)

        def ask(page: str = page) -> None:
            assert client.get(page).status_code == 200, page

        found[page] = reads_of(ask)
    return found


@pytest.mark.django_db
def test_lists_cost_the_same_with_many_rows() -> None:
    cast = people(SITES)
    office, client = cast["head"].posts_today[0].office, signed_in(cast["head"])
    load(1, FEW, cast["head"], office)
    before = measured(client)
    load(FEW + 1, MANY, cast["head"], office)
    after = measured(client)
    wrong = []
    for page, (statements, reads) in after.items():
        few_statements, few_reads = before[page]
        if statements != few_statements:
            wrong.append(f"{page}: {few_statements} statements, then {statements}")
            continue
        for few, many in zip(few_reads, reads, strict=True):
            if many.buffers > max(FACTOR * few.buffers, ALWAYS) or many.rows > ROWS:
                wrong.append(f"{page}: {few.buffers} -> {many.buffers} buffers, {many.rows} rows\n  {many.sql[-400:]}")
    assert not wrong, "\n".join(wrong)
