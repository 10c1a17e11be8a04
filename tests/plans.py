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


def reads_by(statement: str) -> Iterator[Read]:
    """Run a SELECT once more under EXPLAIN. One that only puts counts side by side is as many reads as counts."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {statement}")
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    for part in _counts(plan) or [plan]:
        yield Read(statement, part["Shared Hit Blocks"] + part["Shared Read Blocks"], sum(map(_rows, _nodes(part))))


def _counts(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a statement that reads no table itself: SELECT (SELECT count(*) ...), (SELECT count(*) ...)."""
    parts: list[dict[str, Any]] = plan.get("Plans", [])
    alone = plan["Node Type"] == "Result" and all(part["Parent Relationship"] == "InitPlan" for part in parts)
    return parts if alone else []


def reads_of(action: Any) -> tuple[int, list[Read]]:
    """Call something; return how many statements it sent, and what each of its SELECTs read."""
    with CaptureQueriesContext(connection) as captured:
        action()
    statements = [one["sql"] for one in captured.captured_queries]
    asked = [sql for sql in statements if sql.startswith("SELECT") and _ours(sql)]
    return len(statements), [read for sql in asked for read in reads_by(sql)]


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
