"""Which rows of limits a verb writes, and which it leaves: the matter says what it needs to, its rows are real."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from caojiadu.core.cases import clocks, query
from caojiadu.core.cases.models import Clock, LimitRule
from caojiadu.core.workdays.deadlines import end_of
from caojiadu.core.workflow import find
from caojiadu.core.workflow.parts import OPEN
from tests.petitions.letters import write

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(dt.datetime(2026, 3, 6, 10))
BEFORE, AFTER = dt.date(2026, 3, 2), dt.date(2026, 3, 16)


def limit(key: str, **given: Any) -> Any:
    names = dict.fromkeys(("ends_on", "counted_from", "met_on"), "")
    return SimpleNamespace(**{"key": key, "met_by": (), "starts": (), "applies": None, **names, **given})


def matter(*limits: Any, final: bool = False) -> Any:
    """What stands for a letter whose limits `register` and `tell` run."""
    flow = SimpleNamespace(key="of_a_test", limits=limits, states={"here": SimpleNamespace(final=final)})
    about = {"before": BEFORE, "day": AFTER, "due_at": None}
    return SimpleNamespace(pk=write().pk, state="here", kind=flow, workflow=flow, **about)


@pytest.fixture(autouse=True)
def _kinds_of_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands for a letter carries its kind with it."""
    monkeypatch.setattr(clocks, "find", lambda kind: find(kind) if isinstance(kind, str) else kind)


def states(case: Any) -> dict[str, Any]:
    rows = Clock.objects.filter(case_id=case.pk)
    return {key: (state, at) for key, state, at in rows.values_list("key", "state", "ended_at")}


@pytest.mark.parametrize("final", [True, False])
def test_the_end_takes_all_and_rest_spares_what_runs_beside(final: bool) -> None:
    case = matter(limit("register", runs_at_rest=False), limit("tell", runs_at_rest=True), final=final)
    other = write()
    clocks.end_all(case, NOW)
    spared = ("ended", NOW) if final else ("running", None)
    assert states(case) == {"register": ("ended", NOW), "tell": spared}
    assert states(other) == {"register": ("running", None), "tell": ("running", None)}


def test_what_is_over_is_not_met_again_and_what_stood_still_is_not_late() -> None:
    case = matter()
    rows = Clock.objects.filter(case_id=case.pk)
    rows.filter(key="register").update(state="ended", ended_at=NOW)
    rows.filter(key="tell").update(state="stopped", due_at=NOW)
    later = NOW + dt.timedelta(days=1)
    clocks.meet(case, ["register", "tell"], later)
    assert states(case) == {"register": ("ended", NOW), "tell": ("met", later)}


@pytest.mark.parametrize("before", [("running", None), ("met", NOW)])
def test_a_date_that_is_written_ends_its_own_limit_where_it_runs(before: tuple[str, Any]) -> None:
    case = matter(limit("tell", ends_on="day", applies=lambda _case: False))
    Clock.objects.filter(case_id=case.pk, key="tell").update(state=before[0], ended_at=before[1])
    later = NOW + dt.timedelta(days=1)
    clocks.start_and_meet(case, "amend", later, ("day",))
    expected = ("ended", later) if before[0] == "running" else before
    assert states(case) == {"register": ("running", None), "tell": expected}


def test_of_another_kind_begins_only_what_never_ran_and_applies() -> None:
    asked: list[Any] = []

    def applies(case: Any) -> bool:
        asked.append(case)
        return False

    case = matter(*(limit(key, starts=(OPEN,), applies=applies) for key in ("register", "tell", "another")))
    clocks.fit_kind(case, NOW)
    assert [one is case for one in asked] == [True]
    assert states(case) == {"register": ("running", None), "tell": ("running", None)}


def test_what_ends_on_a_date_follows_no_row_of_an_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "declared_rule", lambda *given: given)
    flow: Any = SimpleNamespace(key="petition_appeal")
    assert LimitRule.objects.filter(kind="petition_appeal", key="tell").exists()
    dated, unknown = limit("tell", ends_on="day"), limit("unknown")
    assert clocks.rule_of(flow, dated) == (flow, dated)
    assert clocks.rule_of(flow, unknown) == (flow, unknown)
    assert clocks.rule_of(flow, limit("tell")).key == "tell"


def test_limits_of_a_day_and_of_a_count_start_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def declared(_flow: Any, of: Any) -> LimitRule:
        return LimitRule(key=of.key, days=3, working=False, roll="", legal=True, article="", warn=[])

    monkeypatch.setattr(clocks, "declared_rule", declared)
    case = matter()
    clocks.start_all(case, [limit("counted", counted_from="before"), limit("dated", ends_on="day")], NOW)
    rows = Clock.objects.filter(case_id=case.pk, key__in=("counted", "dated"))
    assert {one.key: (one.started_at, one.due_on) for one in rows} == {
        "counted": (end_of(BEFORE), dt.date(2026, 3, 5)),
        "dated": (NOW, AFTER),
    }


def test_the_post_for_reports_makes_nobody_a_member_of_the_office(cast: Any) -> None:
    (post,) = cast.keeper.posts_today
    cast.keeper.groups.clear()
    group, _new = Group.objects.get_or_create(name=post.group_name)
    held = query._tokens(cast.keeper)
    assert query.GROUP_BASE + group.pk in held
    assert post.office_id
    assert query.office_token(post.office_id, query.MEMBER) not in held


def test_a_limit_that_runs_does_not_start_twice() -> None:
    case = matter()
    rows = Clock.objects.filter(case_id=case.pk)
    case.workflow = case_flow = write().workflow
    register = case_flow.limit("register")
    before = rows.get(key="register")
    later = NOW + dt.timedelta(days=9)
    assert clocks.start(case, register, later) == before
    clocks.start_all(case, [register], later)
    assert rows.get(key="register").started_at == before.started_at
    for state, again in (("stopped", False), ("met", True)):
        rows.filter(key="register").update(state=state, ended_at=NOW if again else None)
        clocks.start_all(case, [register], later)
        assert rows.filter(key="register").count() == 1 + again, state


def test_a_limit_that_was_met_late_says_so() -> None:
    case = matter()
    rows = Clock.objects.filter(case_id=case.pk)
    rows.filter(key="register").update(due_at=NOW)
    rows.filter(key="tell").update(due_at=NOW - dt.timedelta(microseconds=1))
    clocks.meet(case, ["register", "tell"], NOW)
    assert states(case) == {"register": ("met", NOW), "tell": ("late", NOW)}


def test_a_limit_without_a_rule_in_the_table_runs_as_it_was_declared() -> None:
    given = {"days": 7, "working": False, "roll": "", "legal": True, "article": "第一条", "warn": (1, 3), "label": "x"}
    case = matter()
    clocks.start_all(case, [limit("new", **given)], NOW)
    clock = Clock.objects.get(case_id=case.pk, key="new")
    assert (clock.started_at, clock.due_on, clock.legal) == (NOW, NOW.date() + dt.timedelta(days=7), True)
