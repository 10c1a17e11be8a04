"""What a page reads in the database: its statements, and for each what PostgreSQL touched to answer it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Read:
    """One SELECT: the 8 kB pages it touched and the table rows it looked at, wanted or not."""

    sql: str
    buffers: int
    rows: int


def read_by(statement: str) -> Read:
    """Run a SELECT once more under EXPLAIN."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {statement}")
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return Read(statement, plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], sum(map(_rows, _nodes(plan))))


def reads_of(action: Any) -> tuple[int, list[Read]]:
    """Call something; return how many statements it sent, and what each of its SELECTs read."""
    with CaptureQueriesContext(connection) as captured:
        action()
    statements = [one["sql"] for one in captured.captured_queries]
    return len(statements), [read_by(sql) for sql in statements if sql.startswith("SELECT") and _ours(sql)]


def _ours(sql: str) -> bool:
    """Whether it reads a table that grows with the work."""
    return "cases_" in sql or "registers_" in sql


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def _rows(node: dict[str, Any]) -> int:
    if "Relation Name" not in node:
        return 0
    seen = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    return round(sum(node.get(name, 0) for name in seen) * node["Actual Loops"])
