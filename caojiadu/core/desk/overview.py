"""What a leader sees first: what waits for them, what is due and late and why, and each office's figures.

Every figure counts exactly the rows of the list that it opens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.open_counts import by_office, sum_of
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk import hooks
from caojiadu.core.desk.queues import cases_in, find_queue, to_count
from caojiadu.core.desk.rows import Line, columns_of, lines
from caojiadu.core.keyset import Counting, capped_counts
from caojiadu.core.memory import rows_of
from caojiadu.core.organisation.models import Office
from caojiadu.core.workflow import find

SHOWN = 5  # matters of a part; the figure opens them all
QUEUES = ("sign", "soon", "late")
COUNTED = ("open", "soon", "late")


@dataclass(frozen=True)
class Part:
    """One part of the page: the first few matters, each with the limits that passed, how many there are, and where."""

    key: str
    label: Any
    empty: Any
    rows: list[tuple[Line, list[Any]]]
    count: str
    url: str


@dataclass(frozen=True)
class OfficeLine:
    """One office: how much is open, due soon and late, each with its list."""

    office: Office
    figures: list[tuple[str, int, str]]


@dataclass(frozen=True)
class _Asked:
    """A part to come: its matters, and what counts them."""

    key: str
    label: Any
    empty: Any
    cases: CaseQuerySet
    counted: CaseQuerySet | Counting
    query: dict[str, str]


def parts(user: Visitor) -> list[Part]:
    """What waits for the leader, flash reports and tasks of the district, what is due and what is late."""
    asked = [
        _Asked(key, queue.label, queue.empty, cases_in(queue, user), to_count(queue, user), {"queue": key})
        for key, queue in ((key, find_queue(user, key)) for key in QUEUES)
    ]
    still = cases_in(find_queue(user, "open"), user)
    kinds = sorted((one for found in hooks.leading_kinds() for one in found), key=lambda one: one[0])
    asked[1:1] = [
        _Asked(kind, label, empty, still.filter(kind=kind), sum_of(user, kind=kind), {"queue": "open", "kind": kind})
        for _place, kind, label, empty in kinds
    ]
    counts = capped_counts([one.counted for one in asked])
    shown = [_first(one.cases) if count != "0" else [] for one, count in zip(asked, counts, strict=True)]
    why = _passed([row for rows in shown for row in rows])
    return [
        Part(
            *(one.key, one.label, one.empty),
            [(line, why.get(line["pk"], [])) for line in lines(rows)],
            *(count, _url(one.query)),
        )
        for one, rows, count in zip(asked, shown, counts, strict=True)
    ]


def _first(cases: CaseQuerySet) -> list[Any]:
    return list(columns_of(cases).order_by("due_at", "id")[:SHOWN])


def offices(user: Visitor) -> list[OfficeLine]:
    """Each office's figures, in one query for all."""
    queues = [find_queue(user, key) for key in COUNTED]
    found = by_office(user, [queue.due() for queue in queues if queue.due])
    return [
        OfficeLine(
            office,
            [
                (queue.key, number, _url({"queue": queue.key, "office": office.pk}))
                for queue, number in zip(queues, found.get(office.pk, [0] * len(queues)), strict=True)
            ],
        )
        for office in sorted(rows_of(Office).values(), key=attrgetter("code"))
    ]


def _passed(rows: Sequence[Any]) -> dict[int, list[Any]]:
    """The limits that passed, by matter: what they are of, and by which article."""
    now = timezone.now()
    found: dict[int, list[Any]] = {}
    flows = {row.pk: find(row.kind) for row in rows if row.due_at < now}
    for clock in Clock.objects.filter(case__in=flows, state=Clock.State.RUNNING, due_at__lt=now):
        declared = flows[clock.case_id].limit(clock.key)
        if declared:
            article = declared.article if declared.legal == clock.legal else clock.article
            found.setdefault(clock.case_id, []).append((declared.label, article))
    return found


def _url(query: dict[str, Any]) -> str:
    return f"{reverse('desk:cases')}?{urlencode(query)}"
