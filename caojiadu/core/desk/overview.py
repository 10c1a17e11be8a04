"""What a leader sees first: what waits for them, what is due and late and why, and each office's figures.

Every figure counts exactly the rows of the list that it opens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk import hooks
from caojiadu.core.desk.queues import cases_in, find_queue
from caojiadu.core.keyset import capped_counts
from caojiadu.core.organisation.models import Office

SHOWN = 5  # matters of a part; the figure opens them all
QUEUES = ("sign", "soon", "late")
COUNTED = ("open", "soon", "late")


@dataclass(frozen=True)
class Part:
    """One part of the page: the first few matters, each with the limits that passed, how many there are, and where."""

    key: str
    label: Any
    empty: Any
    rows: list[tuple[Case, list[Any]]]
    count: str
    url: str


@dataclass(frozen=True)
class OfficeLine:
    """One office: how much is open, due soon and late, each with its list."""

    office: Office
    figures: list[tuple[str, int, str]]


def parts(user: Any) -> list[Part]:
    """What waits for the leader, flash reports and tasks of the district, what is due and what is late."""
    asked = [(key, queue.label, queue.empty, cases_in(queue, user), {"queue": key}) for key, queue in _queues(user)]
    still = cases_in(find_queue(user, "open"), user)
    kinds = sorted((one for found in hooks.leading_kinds() for one in found), key=lambda one: one[0])
    asked[1:1] = [
        (kind, label, empty, still.filter(kind=kind), {"queue": "open", "kind": kind})
        for _place, kind, label, empty in kinds
    ]
    counts = capped_counts([cases for _key, _label, _empty, cases, _query in asked])
    shown = [list(cases.with_names().order_by("due_at", "id")[:SHOWN]) for _key, _label, _empty, cases, _query in asked]
    why = _passed([case for rows in shown for case in rows])
    return [
        Part(key, label, empty, [(case, why.get(case.pk, [])) for case in rows], count, _url(query))
        for (key, label, empty, _cases, query), rows, count in zip(asked, shown, counts, strict=True)
    ]


def offices(user: Any) -> list[OfficeLine]:
    """Each office's figures, in one query for all and one for each figure."""
    found = {key: _by_office(cases_in(find_queue(user, key), user)) for key in COUNTED}
    return [
        OfficeLine(
            office,
            [(key, found[key].get(office.pk, 0), _url({"queue": key, "office": office.pk})) for key in COUNTED],
        )
        for office in Office.objects.order_by("code")
    ]


def _queues(user: Any) -> list[tuple[str, Any]]:
    return [(key, find_queue(user, key)) for key in QUEUES]


def _by_office(cases: CaseQuerySet) -> dict[int, int]:
    return dict(cases.order_by().values_list("office").annotate(Count("pk")))


def _passed(cases: Sequence[Case]) -> dict[int, list[Any]]:
    """The limits that passed, by matter: what they are of, and by which article."""
    now = timezone.now()
    found: dict[int, list[Any]] = {}
    flows = {case.pk: case.workflow for case in cases if case.due_at < now}
    for clock in Clock.objects.filter(case__in=flows, state=Clock.State.RUNNING, due_at__lt=now):
        declared = flows[clock.case_id].limit(clock.key)
        if declared:
            article = declared.article if declared.legal == clock.legal else clock.article
            found.setdefault(clock.case_id, []).append((declared.label, article))
    return found


def _url(query: dict[str, Any]) -> str:
    return f"{reverse('desk:cases')}?{urlencode(query)}"
