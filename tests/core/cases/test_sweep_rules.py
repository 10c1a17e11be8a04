"""The sweep's own rules, one condition at a time: which clock is taken, how it is held, and where its climb ends."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caojiadu.core.cases import sweep as sweeping
from caojiadu.core.cases.models import FAR, Clock, LimitRule
from tests.petitions.letters import write

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def late(*, rung: int = 0, legal: bool = True) -> Clock:
    """A clock whose moment has come, alone of its matter."""
    case = write()
    Clock.objects.filter(case=case).exclude(key="tell").delete()
    clock = Clock.objects.get(case=case)
    Clock.objects.filter(pk=clock.pk).update(rung=rung, legal=legal, next_at=clock.due_at)
    return Clock.objects.get(pk=clock.pk)


@pytest.mark.parametrize(
    ("legal", "rung", "rungs", "days"),
    [
        (True, 0, [0, 5, 7, 10], 5),
        (True, 1, [0, 5, 7, 10], 2),
        (True, 2, [0, 5, 7, 10], 3),
        (True, 3, [0, 5, 7, 10], None),
        (False, 0, [0, 5, 7, 10], 5),
        (False, 1, [0, 5, 7, 10], 2),
        (False, 2, [0, 5, 7, 10], None),
        (True, 0, [0, 1, 2, 3], 1),
        (True, 0, [3, 3, 3, 3], 1),
    ],
)
def test_a_norm_ends_at_the_leader_and_law_at_the_district(
    legal: bool, rung: int, rungs: list[int], days: int | None
) -> None:
    clock = late(rung=rung, legal=legal)
    flow = clock.case.workflow
    LimitRule.objects.filter(kind=flow.key, key="tell").update(rungs=rungs)
    now = clock.due_at + DAY
    assert sweeping.sweep(now)["climbed"] == 1
    after = Clock.objects.get(pk=clock.pk)
    assert (after.rung, after.next_at) == (rung + 1, FAR if days is None else now + days * DAY)
    event = clock.case.events.get(move="climb")
    assert event.data["rung"] == ("handler", "head", "leader", "district")[rung]


def test_each_looks_at_its_own_clock_and_holds_its_matter_lightly() -> None:
    first, second = late(), late()
    with CaptureQueriesContext(connection) as asked:
        assert sweeping._look_at(second.pk, second.due_at + DAY) == "climbed"
    rungs = dict(Clock.objects.filter(pk__in=(first.pk, second.pk)).values_list("pk", "rung"))
    assert rungs == {first.pk: 0, second.pk: 1}
    held = next(one["sql"] for one in asked if "FOR " in one["sql"] and 'FROM "cases_case"' in one["sql"])
    # Who reads the matter is not kept waiting, and a matter that a move holds is passed by.
    assert held.endswith('FOR NO KEY UPDATE OF "cases_case" SKIP LOCKED')


def test_clocks_of_one_moment_are_each_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 1)
    clocks = [late() for _number in range(3)]
    now: Any = clocks[0].due_at
    for clock in reversed(clocks):
        Clock.objects.filter(pk=clock.pk).update(next_at=now)
    assert list(sweeping._due(now)) == [clock.pk for clock in clocks]
