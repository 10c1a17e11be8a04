"""What becomes of a limit by a move: kept in time or late, started once, spared by the end where others decide."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone, translation

from caojiadu.core.cases.clocks import declared_rule, end, start, start_and_meet
from caojiadu.core.cases.models import FAR, Case, Clock, LimitRule
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers import declaration as registers
from caojiadu.core.workdays.deadlines import add_days, end_of
from caojiadu.core.workflow import all_workflows, find
from caojiadu.core.workflow.parts import OPEN
from tests.desk import day, running
from tests.entries import entered, signed_in
from tests.entries import people as people_of
from tests.offices.development.room import people, take
from tests.offices.development.test_centre import HOURS, a_room
from tests.petitions.letters import go, write

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(("after", "state"), [(-SECOND, "met"), (dt.timedelta(0), "met"), (SECOND, "late")])
def test_a_limit_is_kept_until_its_last_moment_and_late_from_then_on(cast, after, state):
    case = go(write(), "register", cast.clerk)
    at = case.clocks.get(key="tell").due_at + after
    office = Office.objects.get(code="C")
    go(case, "accept", cast.clerk, office=office.pk, co_offices=[], now=at)
    clock = case.clocks.get(key="tell")
    assert (clock.state, clock.ended_at) == (state, at)
    # What the letter waits for next is what runs, not what was met.
    assert Case.objects.get(pk=case.pk).due_at == min(
        case.clocks.filter(state="running").values_list("due_at", flat=True)
    )


def test_a_limit_that_is_started_again_while_it_runs_goes_on():
    room = people()
    house = room.clerk.enter("cultural-centres", title="文化中心", address="某路", **HOURS)
    booking = {"title": "合唱", "room": f"#{a_room(room.clerk, house)}", "group": "队", "purpose": "排练", "people": 5}
    times = [{"starts_at": f"{day(offset)}T10:00", "ends_at": f"{day(offset)}T12:00"} for offset in (20, 21)]
    case = room.clerk.enter("cultural-bookings", **booking, **times[0])
    before = running(case)
    assert set(before) == {"approval"}
    with time_machine.travel(timezone.now() + dt.timedelta(days=7)):
        room.clerk.client = signed_in(room.clerk.user)
        take(room.clerk, case, "other_time", **times[1])
        assert running(case) == before
    assert Clock.objects.filter(case_id=case.pk, key="approval").count() == 1


def test_what_rests_keeps_the_limit_that_runs_beside_until_it_is_done_for():
    room = people()
    typed = {"title": "场馆管理办法", "subject": "规则", "basis": "规定", "drafted_by": Office.objects.get(code="H").pk}
    case = room.clerk.enter("normative-documents", **typed)
    take(room.clerk, case, "normative_hear", heard="三十日")
    take(room.second, case, "normative_review", legal_opinion="合法")
    take(room.head, case, "normative_issue", document_number="1号", issued_on=day(), valid_until=day(700))
    take(room.clerk, case, "normative_file", filed_on=day())
    assert running(case) == {"valid": day(700)}
    assert timezone.localdate(Case.objects.get(pk=case.pk).due_at) == day(700)
    take(room.head, case, "normative_repeal", reason="已被取代")
    assert running(case) == {}


def test_a_limit_without_a_row_of_the_administrator_is_as_declared():
    limits = [(flow, limit) for flow in all_workflows() for limit in flow.limits]
    assert {limit.roll for _flow, limit in limits} >= {None, "back"}
    with translation.override("en"):
        rules = [declared_rule(flow, limit) for flow, limit in limits]
    for (flow, limit), rule in zip(limits, rules, strict=True):
        assert (rule.kind, rule.key, rule.days) == (flow.key, limit.key, limit.days)
        assert (rule.working, rule.roll, rule.legal) == (limit.working, limit.roll or "", limit.legal)
        assert rule.warn == sorted(limit.warn, reverse=True)
        with translation.override(settings.LANGUAGE_CODE):
            assert (rule.label, rule.article) == (str(limit.label), str(limit.article))


def test_the_administrators_row_counts_for_its_own_limit_alone():
    rule = LimitRule.objects.get(kind="petition_appeal", key="register")
    other = LimitRule.objects.get(kind="petition_appeal", key="tell")
    LimitRule.objects.filter(pk=rule.pk).update(days=7, working=False, article="局内规定", roll="forward")
    case = write()
    clock = case.clocks.get(key="register")
    assert (clock.days, clock.working, clock.legal, clock.roll) == (7, False, False, "forward")
    assert (clock.article, clock.due_on) == ("局内规定", end_of_days(clock, "forward"))
    clock = case.clocks.get(key="tell")
    assert (clock.days, clock.working, clock.legal, clock.roll) == (other.days, False, True, "back")
    assert (clock.article, clock.due_on) == (other.article, end_of_days(clock, "back"))


def end_of_days(clock, roll):
    """The last day of a limit, counted from the day on which it began."""
    return add_days(timezone.localdate(clock.started_at), clock.days, working=False, roll=roll).date


def test_what_nobody_has_to_keep_ends_alone():
    case, other = write(), write()
    clock = case.clocks.get(key="register")
    case.clocks.filter(key="tell").update(state="met", ended_at=clock.started_at)
    now = timezone.now()
    before = states(other)
    end(case, ("register", "tell"), now)
    assert states(case) == {"register": ("ended", now), "tell": ("met", clock.started_at)}
    assert states(other) == before
    assert Case.objects.get(pk=case.pk).due_at == FAR


def test_what_stands_still_ends_and_another_limit_runs_on():
    case = write()
    case.clocks.filter(key="register").update(state="stopped")
    now = timezone.now()
    end(case, ("register",), now)
    tell = case.clocks.get(key="tell")
    assert states(case) == {"register": ("ended", now), "tell": ("running", None)}
    assert Case.objects.get(pk=case.pk).due_at == tell.due_at


@pytest.mark.parametrize("kind", ["petition_accusation", "petition_suggestion"])
def test_another_kind_brings_its_limits_from_now_and_ends_the_others(cast, kind):
    case, other = write(), write()
    before, had = states(other), {one.key: one for one in case.clocks.all()}
    at = timezone.now() + dt.timedelta(days=2)
    case = go(case, "reclassify", cast.clerk, kind=kind, reason="归类有误", now=at)
    flow = find(kind)
    begun = {one.key for one in flow.limits if OPEN in one.starts and (one.applies is None or one.applies(case))}
    known = {one.key for one in flow.limits}
    assert running(case).keys() == begun | (known & set(had))
    for clock in case.clocks.all():
        expected = had[clock.key].started_at if clock.key in had else at
        assert (clock.started_at, clock.ended_at) == (expected, None if clock.key in known else at)
    assert case.due_at == min(one.due_at for one in case.clocks.filter(state="running"))
    assert states(other) == before


def test_what_was_met_does_not_begin_again_with_another_kind(cast):
    case = go(write(), "register", cast.clerk)
    met = case.clocks.get(key="register").ended_at
    case = go(case, "reclassify", cast.clerk, kind="petition_accusation", reason="归类有误")
    assert case.clocks.filter(key="register").values_list("state", "ended_at").get() == ("met", met)


def test_a_letter_that_is_withdrawn_keeps_what_became_of_its_limits_before(cast):
    case, other = go(write(), "register", cast.clerk), write()
    before, met = states(other), case.clocks.get(key="register").ended_at
    at = timezone.now() + dt.timedelta(hours=1)
    case = go(case, "withdraw", by="resident", now=at)
    assert states(case)["register"] == ("met", met)
    assert not running(case)
    assert states(other) == before
    assert case.due_at == FAR


def states(case):
    """What became of each limit of a letter, and when."""
    return {clock.key: (clock.state, clock.ended_at) for clock in case.clocks.all()}


def test_a_limit_counts_from_the_date_that_the_matter_names_and_was_kept_on_another():
    register = registers.find("senior-cards")
    user = people_of(register)["head"]
    case, other = entered(register, user), entered(register, user, "乙")
    # What came in today is counted from this moment, not from the end of the day.
    assert Clock.objects.get(case_id=case.pk, key="accept").started_at == case.opened_at
    now, earlier, before = timezone.now(), case.received_on - dt.timedelta(days=2), states(other)
    case.received_on = earlier
    start_and_meet(case, "amend", now, ("title",))
    assert Clock.objects.filter(case_id=case.pk, key="accept").count() == 1
    start_and_meet(case, "amend", now, ("received_on",))
    ended, anew = Clock.objects.filter(case_id=case.pk, key="accept").order_by("pk")
    assert (ended.state, ended.ended_at) == ("ended", now)
    assert (anew.state, anew.started_at) == ("running", end_of(earlier))
    assert states(other) == before
    case.accepted_on = earlier
    start_and_meet(case, "accept", now, ("accepted_on",))
    anew.refresh_from_db()
    assert (anew.state, anew.ended_at) == ("met", end_of(earlier))
    assert {"hand", "decide"} <= running(case).keys()
    assert set(case.clocks.filter(state="running").values_list("started_at", flat=True)) == {end_of(earlier)}
    start_and_meet(case, "amend", now, ("received_on",))
    assert "accept" not in running(case)


def test_a_limit_whose_date_changes_where_it_no_longer_applies_leaves_the_list_too():
    register = registers.find("vaccination-drives")
    case = entered(register, people_of(register)["head"])
    case.state = "vaccination_open"
    start_and_meet(case, "vaccination_invite", timezone.now())
    assert Case.objects.get(pk=case.pk).due_at == min(running_ends(case))
    case.state = "vaccination_held"
    case.clocks.exclude(key="end").update(state="ended", ended_at=timezone.now())
    start_and_meet(case, "amend", timezone.now(), ("until",))
    assert running_ends(case) == []
    assert Case.objects.get(pk=case.pk).due_at == FAR


def running_ends(case):
    return list(case.clocks.filter(state="running").values_list("due_at", flat=True))


@pytest.mark.parametrize(("days", "working", "roll"), [(20, True, ""), (20, False, ""), (8, False, "forward")])
def test_a_limit_that_is_started_by_itself_follows_its_rule(days, working, roll):
    case, other = write(), write()
    case.clocks.filter(key="register").delete()
    LimitRule.objects.filter(kind="petition_appeal", key="register").update(days=days, working=working, roll=roll)
    before, at = states(other), timezone.make_aware(dt.datetime(2026, 3, 6, 10))
    clock = start(case, case.workflow.limit("register"), at)
    expected = add_days(at.date(), days, working=working, roll=roll or None)
    assert (clock.days, clock.started_at, clock.due_on) == (days, at, expected.date)
    assert start(case, case.workflow.limit("register"), at, days=3).pk == clock.pk
    Clock.objects.filter(pk=clock.pk).update(state="met", ended_at=at)
    again = start(case, case.workflow.limit("register"), at, days=3)
    assert (again.days, again.due_on) == (3, add_days(at.date(), 3, working=working, roll=roll or None).date)
    assert states(other) == before


def test_a_deadline_that_is_counted_already_stands_in_for_the_rule():
    case = write()
    case.clocks.filter(key="tell").delete()
    at = timezone.make_aware(dt.datetime(2026, 3, 6, 10))
    counted = add_days(at.date(), 4, working=True, roll=None)
    clock = start(case, case.workflow.limit("tell"), at, deadline=counted)
    assert (clock.days, clock.working, clock.roll, clock.due_on) == (4, True, "", counted.date)


def test_a_limit_that_never_ran_begins_when_the_kind_is_corrected(cast):
    case = write()
    case.clocks.filter(key="tell").delete()
    at = timezone.now() + dt.timedelta(days=2)
    suggestion = find("petition_suggestion")
    opening = {one.key for one in suggestion.limits if OPEN in one.starts}
    case = go(case, "reclassify", cast.clerk, kind="petition_suggestion", reason="归类有误", now=at)
    begun = case.clocks.filter(state="running", started_at=at)
    assert {one.key for one in begun} == opening - {"register"}
