"""The sweep: warnings before the limit, then the climb, each rung once and days apart."""

import datetime as dt
import threading
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from caojiadu.core.cases.models import FAR, CaseEvent, Clock
from caojiadu.core.cases.sweep import _due, _look_at, sweep
from caojiadu.core.district.models import Report
from caojiadu.core.notices.models import Notice
from caojiadu.core.workdays.models import Day
from tests.petitions.letters import go, in_hand, write

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def rungs(case):
    return [event.data["rung"] for event in case.events.filter(move="climb")]


@pytest.fixture
def late(cast):
    """A letter in hand whose own norm no longer runs, and the last moment of its legal limit."""
    case = in_hand(cast)
    Clock.objects.filter(case=case, key="norm").delete()
    return case, case.clocks.get(key="close").due_at


def test_it_warns_before_the_limit_and_not_twice(cast, late):
    case, due = late
    assert sweep(due - 16 * DAY) == {"warned": 0, "climbed": 0}
    assert sweep(due - 15 * DAY) == {"warned": 1, "climbed": 0}
    assert sweep(due - 14 * DAY) == {"warned": 0, "climbed": 0}
    assert sweep(due - 5 * DAY)["warned"] == 1
    told = Notice.objects.filter(case_number=case.number, template="limit_soon", channel="portal")
    assert {notice.user_id for notice in told} == {cast.handler.pk, cast.head.pk}
    assert rungs(case) == []


def told(case):
    notices = Notice.objects.filter(case_number=case.number, template="limit_soon")
    return set(notices.values_list("user_id", flat=True))


def test_before_anybody_has_it_the_desk_is_warned(cast):
    letter, report = write(), write("petition_accusation")
    sweep(letter.clocks.get(key="tell").due_at - 5 * DAY)
    assert cast.clerk.pk in told(letter)
    assert told(report) == {cast.keeper.pk, cast.second_keeper.pk}


@pytest.mark.parametrize("meanwhile", [{"state": Clock.State.MET}, {"next_at": FAR}])
def test_what_a_move_changed_since_it_was_found_is_left_alone(late, meanwhile):
    case, due = late
    found = list(_due(due + DAY))
    Clock.objects.filter(case=case).update(**meanwhile)
    assert [_look_at(pk, due + DAY) for pk in found] == [""] * len(found)
    assert found
    assert rungs(case) == []


def test_three_sweeps_make_one_rung(late):
    case, due = late
    moment = due + DAY
    assert [sweep(moment)["climbed"] for _ in range(3)] == [1, 0, 0]
    assert rungs(case) == ["handler"]


def test_a_case_climbs_handler_head_leader_district_days_apart(cast, late):
    case, due = late
    climbed = []
    for day in range(40):
        before = len(rungs(case))
        sweep(due + day * DAY + dt.timedelta(hours=1))
        if len(rungs(case)) > before:
            climbed.append((day, rungs(case)[-1]))
    assert climbed == [(0, "handler"), (2, "head"), (5, "leader"), (10, "district")]
    report = Report.objects.get(case=case)
    assert (report.kind, report.days_late) == ("overdue", 11)
    assert not any((report.title, report.reason, report.tried))
    late_notices = Notice.objects.filter(case_number=case.number, template="limit_late", channel="portal")
    assert {notice.user_id for notice in late_notices} == {
        *(cast.handler.pk, cast.clerk.pk, cast.head.pk, cast.leader.pk),
    }


def test_the_office_s_own_norm_ends_at_its_leader_and_the_district_hears_nothing(cast):
    case = in_hand(cast)
    Clock.objects.filter(case=case, key="close").delete()
    due = case.clocks.get(key="norm", legal=False).due_at
    for day in range(60):
        sweep(due + day * DAY + dt.timedelta(hours=1))
    assert rungs(case) == ["handler", "head", "leader"]
    assert not Report.objects.exists()


def test_after_a_long_stop_it_still_climbs_one_rung_at_a_time(late):
    case, due = late
    assert sweep(due + 90 * DAY)["climbed"] == 1
    assert rungs(case) == ["handler"]
    sweep(due + 91 * DAY)
    assert rungs(case) == ["handler"]
    sweep(due + 92 * DAY)
    assert rungs(case) == ["handler", "head"]


def test_a_report_against_somebody_climbs_no_ladder(cast):
    case = write("petition_accusation")
    due = case.clocks.get().due_at
    for day in range(30):
        sweep(due + day * DAY + dt.timedelta(hours=1))
    assert not Report.objects.exists()
    told = Notice.objects.filter(case_number=case.number, channel="portal").values_list("user_id", flat=True)
    assert set(told) == {cast.keeper.pk, cast.second_keeper.pk}


def test_the_climb_is_written_at_the_moment_of_the_sweep_and_at_the_last_of_the_limit(late):
    case, due = late
    assert sweep(due) == {"warned": 0, "climbed": 1}
    assert case.events.get(move="climb").at == due


def test_each_warning_is_counted_and_told(cast, late):
    case, due = late
    assert [sweep(due - days * DAY)["warned"] for days in (15, 5)] == [1, 1]
    assert case.clocks.get(key="close").warned == 2
    for_handler = Notice.objects.filter(case_number=case.number, template="limit_soon", user=cast.handler)
    assert for_handler.filter(channel="portal").count() == 2


def test_a_limit_that_is_declared_no_more_rests_without_a_word(late):
    case, due = late
    Clock.objects.filter(case=case).update(key="of_old")
    assert sweep(due + DAY) == {"warned": 0, "climbed": 1}
    assert sweep(due + 90 * DAY) == {"warned": 0, "climbed": 0}
    assert rungs(case) == []


def test_a_limit_of_another_body_climbs_no_ladder(late, monkeypatch):
    case, due = late
    limit = case.workflow.limit("close")
    monkeypatch.setattr(type(case.workflow), "limit", lambda _flow, _key: replace(limit, climbs=False))
    assert sweep(due + DAY)["climbed"] == 1
    assert sweep(due + 90 * DAY)["climbed"] == 0
    assert rungs(case) == ["handler"]


def test_the_longest_due_is_looked_at_first(late):
    case, due = late
    earlier = write()
    Clock.objects.filter(case=earlier).exclude(key="tell").delete()
    Clock.objects.filter(case=earlier).update(next_at=due - DAY, due_at=due - DAY)
    Clock.objects.filter(case=case).update(next_at=due)
    sweep(due)
    climbed = CaseEvent.objects.filter(move="climb").order_by("pk").values_list("case_id", flat=True)
    assert list(climbed) == [earlier.pk, case.pk]


def test_a_met_limit_does_not_climb(cast):
    write()
    Clock.objects.update(state="met")
    assert sweep(timezone.now() + 400 * DAY) == {"warned": 0, "climbed": 0}


def test_it_counts_every_clock_that_climbed(late):
    _case, due = late
    Clock.objects.filter(case=write()).exclude(key="tell").delete()
    Clock.objects.update(next_at=due, due_at=due)
    assert sweep(due + DAY) == {"warned": 0, "climbed": Clock.objects.filter(state="running").count()}
    assert Clock.objects.filter(state="running").count() > 1


def test_the_command_sweeps_at_a_time(late, capsys):
    _case, due = late
    call_command("sweep", at=(due + DAY).isoformat())
    assert capsys.readouterr().out.strip() == "warned 0, climbed 1"


def test_a_case_that_cannot_climb_holds_up_no_other(cast, late):
    case, due = late
    broken = write()
    type(case).objects.filter(pk=broken.pk).update(state="nowhere")
    Clock.objects.filter(case=broken).update(next_at=due - 30 * DAY, due_at=due - 30 * DAY)
    assert sweep(due + DAY) == {"warned": 0, "climbed": 1}
    assert rungs(case) == ["handler"]


@pytest.mark.django_db(transaction=True)
def test_it_passes_by_a_case_that_a_move_holds_and_takes_it_the_next_time(late):
    case, due = late
    held, go_on = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            type(case).objects.select_for_update(no_key=True, of=("case_ptr",)).get(pk=case.pk)
            held.set()
            go_on.wait(20)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(20)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        assert sweep(due + DAY) == {"warned": 0, "climbed": 0}
    finally:
        go_on.set()
        thread.join()
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
    assert sweep(due + DAY)["climbed"] == 1


def test_a_limit_that_ends_on_a_day_off_falls_before_it(cast):
    case = write(now=timezone.make_aware(dt.datetime(2026, 9, 18, 10)))
    clock = case.clocks.get(key="tell")
    # 3 October 2026 lies in the National Day holiday; the last working day before it is 30 September.
    assert clock.due_on == dt.date(2026, 9, 30)


def test_a_new_calendar_moves_running_dates_and_says_so(cast, capsys):
    case = go(write(now=timezone.make_aware(dt.datetime(2026, 9, 18, 10))), "register", cast.clerk)
    Day.objects.filter(date=dt.date(2026, 9, 30)).delete()
    Day.objects.create(date=dt.date(2026, 9, 30), working=False, name_zh="测试", name_en="test", source="edited")
    call_command("recompute_deadlines")
    assert "2026-09-30 -> 2026-09-29" in capsys.readouterr().out
    case.refresh_from_db()
    assert timezone.localdate(case.due_at) == dt.date(2026, 9, 29)
