"""What each verb of a joint meeting writes and whom it tells, one condition at a time."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Assignment, Bar, Case, CaseSearch, Confidentiality
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor, Moving
from caojiadu.core.district.models import Report
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office
from petitions.meetings import rules
from petitions.models import AgendaItem, JointMeeting, JointTask
from tests.cast import again
from tests.petitions.letters import go, in_hand, write

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(dt.datetime(2026, 3, 6, 0, 30))  # the day before it in UTC
TODAY, DAY, HOUR = dt.date(2026, 3, 6), dt.timedelta(days=1), dt.timedelta(hours=1)
MINUTES = "各方同意由城管牵头夜间巡查。"


@pytest.fixture(autouse=True)
def _same_day_two_hours_later() -> Any:
    """Forms look at today; what a verb writes has the moment it is given."""
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        yield


def step(case: Case, key: str, user: Any, now: dt.datetime = NOW, **data: Any) -> Any:
    return move(case=case, key=key, actor=Actor.staff(again(user)), data=data, now=now)


def waiting(cast: Any, case: Case | None = None, **given: Any) -> AgendaItem:
    """A matter that waits for a meeting."""
    given = {"why": "归谁管", "asked_by": cast.handler, "asked_at": NOW} | given
    return AgendaItem.objects.create(case_id=(case or write()).pk, **given)


def called(
    cast: Any, *items: AgendaItem, offices: str = "D", now: dt.datetime | None = NOW, **given: Any
) -> JointMeeting:
    data = {"title": "夜间施工联席会议", "place": "碧螺楼三楼", "chair": "马主任", "held_at": NOW + DAY}
    data |= {"offices": Office.objects.filter(code__in=offices), "bodies": (), "areas": ()}
    return rules.call_meeting(actor=Actor.staff(again(cast.clerk)), data=data | given, items=items, now=now)


def held(cast: Any, *items: AgendaItem, **given: Any) -> JointMeeting:
    """A meeting that began an hour ago."""
    return called(cast, *items, held_at=NOW - HOUR, **given)


def told(case: Case, template: str) -> list[str]:
    rows = Notice.objects.filter(case_number=case.number, template=template, channel="portal")
    return sorted(rows.values_list("user__username", flat=True))


def found_by(case: Case, word: str) -> bool:
    return word in str(CaseSearch.objects.values_list("vector", flat=True).get(case_id=case.pk))


def words(verb: Any, *given: Any) -> str:
    """The words of a refusal; nothing where the way is free."""
    with translation.override("en"):
        try:
            verb(*given)
        except Refused as refused:
            return str(refused)
    return ""


def test_a_meeting_is_of_the_office_that_keeps_letters_and_as_it_was_called(cast: Any) -> None:
    made = called(cast, guests="施工单位", bodies=DistrictBody.objects.all()[:1], areas=Neighbourhood.objects.all()[:1])
    meeting = JointMeeting.objects.get(pk=made.pk)
    assert meeting.function is not None
    assert (meeting.office.code, meeting.registrar_id, meeting.function.code) == ("E", meeting.office_id, "E3")
    assert (meeting.title, meeting.place, meeting.chair) == ("夜间施工联席会议", "碧螺楼三楼", "马主任")
    assert (meeting.guests, meeting.channel, meeting.held_at) == ("施工单位", "staff", NOW + DAY)
    assert (meeting.opened_at, meeting.opened_by, meeting.events.get().at) == (NOW, cast.clerk, NOW)
    assert (meeting.bodies.count(), meeting.areas.count()) == (1, 1)
    co = Assignment.objects.get(case_id=meeting.pk, role="co")
    assert (co.office, co.since) == (Office.objects.get(code="D"), NOW)
    assert found_by(meeting, "碧螺") and JointMeeting.objects.get(pk=called(cast).pk).guests == ""
    assert called(cast, now=None).opened_at == NOW + 2 * HOUR, "where no moment is given it is called now"


def test_who_comes_is_told_once_for_each_day_and_again_of_another(cast: Any) -> None:
    first, second = called(cast, offices="CD"), called(cast, offices="CD")
    everybody = ["clerk", "head", "leader"]
    assert told(first, "meeting_called") == told(second, "meeting_called") == everybody
    data: dict[str, Any] = {"chair": "马主任", "guests": "居民代表"}
    data |= {
        "offices": [Office.objects.get(code="C").pk],
        "bodies": [DistrictBody.objects.get(key="urban-enforcement").pk],
    }
    step(first, "arrange", cast.clerk, place="二楼", held_at="2026-03-07T00:30", **data)
    kept = JointMeeting.objects.get(pk=first.pk)
    assert (kept.place, kept.guests, kept.held_at) == ("二楼", "居民代表", NOW + DAY)
    assert [one.key for one in kept.bodies.all()] == ["urban-enforcement"]
    helping = Assignment.objects.filter(case_id=first.pk, role="co", until=None)
    assert [one.office.code for one in helping if one.office] == ["C"]
    assert Case.objects.visible_to(again(cast.handler)).filter(pk=first.pk).exists()
    assert not Case.objects.visible_to(again(cast.stranger)).filter(pk=first.pk).exists()
    assert told(first, "meeting_called") == everybody, "another room is no news"
    step(
        first,
        "arrange",
        cast.clerk,
        place="二楼",
        held_at=f"{timezone.localtime(NOW + 2 * DAY):%Y-%m-%dT%H:%M}",
        **data,
    )
    assert told(first, "meeting_called") == sorted(2 * everybody)


def test_of_the_matters_that_wait_only_those_chosen_come_on_the_agenda(
    cast: Any, django_assert_num_queries: Any
) -> None:
    chosen, left, secret = (waiting(cast) for _one in range(3))
    Case.objects.filter(pk=secret.case_id).update(confidentiality=Confidentiality.SECRET)
    first = called(cast, chosen, secret)
    assert [list(rows) for rows in (first.items.all(), rules.waiting_items(again(cast.clerk)))] == [[chosen], [left]]
    step(first, "add_items", cast.clerk, items=[left.pk])
    assert set(first.items.all()) == {chosen, left}
    assert not called(cast, chosen).items.exists(), "what is on one agenda is not taken to another"
    # The same matter may come before a second meeting, and twice before none.
    once_more = waiting(cast, chosen.case)
    rules.put_on_agenda(first, [once_more])
    assert first.items.count() == 2 and AgendaItem.objects.get(pk=once_more.pk).meeting is None
    clerk = again(cast.clerk)
    for statements in (4, 1):  # with what the person may see, and once that is known
        with django_assert_num_queries(statements):
            assert [str(one) for one in rules.waiting_items(clerk)] == [chosen.case.number]


def test_a_report_against_somebody_waits_for_no_meeting_even_of_those_who_keep_it(cast: Any) -> None:
    secret = write("petition_accusation", fields={"against": "某物业经理"})
    item = waiting(cast, secret)
    assert Case.objects.visible_to(again(cast.keeper)).filter(pk=secret.pk).exists()
    assert not rules.waiting_items(again(cast.keeper)).exists()
    asking = SimpleNamespace(case=secret)
    assert words(rules.not_waiting, asking) == "A confidential report is never put on an agenda."
    assert words(rules.not_waiting, SimpleNamespace(case=write())) == "", "that another one waits is nothing to it"
    item.meeting = called(cast)
    item.save()
    other = write()
    waiting(cast, other)
    assert "waits for a joint meeting already" in words(rules.not_waiting, SimpleNamespace(case=other))


def test_what_the_meeting_is_to_settle_is_kept_with_who_asked(cast: Any) -> None:
    case = in_hand(cast)
    go(case, "ask_meeting", again(cast.handler), why="噪音归谁管", now=NOW)
    item = AgendaItem.objects.get(case=case)
    assert (item.why, item.asked_by, item.asked_at, item.meeting) == ("噪音归谁管", cast.handler, NOW, None)


@pytest.mark.parametrize(("begins", "refused"), [(NOW - HOUR, False), (NOW, False), (NOW + HOUR, True)])
def test_minutes_are_kept_of_what_has_begun(begins: dt.datetime, refused: bool) -> None:
    moving = SimpleNamespace(case=SimpleNamespace(held_at=begins), now=NOW)
    assert bool(words(rules.begun, moving)) is refused


def test_minutes_are_kept_and_the_matter_says_which_meeting_dealt_with_it(cast: Any) -> None:
    case = in_hand(cast)
    item, other = waiting(cast, case), waiting(cast)
    meeting = held(cast, item, other)
    step(meeting, "minute", cast.clerk, item=item.pk, minutes=MINUTES)
    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.minutes, item.minuted_at, other.minuted_at) == (MINUTES, NOW, None)
    dealt = case.events.get(move="meeting_held")
    assert (dealt.data, dealt.at, dealt.actor_kind) == ({"meeting": meeting.pk}, NOW, "timer")
    said = words(step, meeting, "settle", cast.clerk)
    assert other.case.number and other.case.number in said and case.number not in said
    # Corrected minutes are not dealt with a second time; a matter that has moved on keeps still.
    step(meeting, "minute", cast.clerk, now=NOW + HOUR, item=item.pk, minutes="更正")
    step(meeting, "minute", cast.clerk, item=other.pk, minutes="另议")
    assert AgendaItem.objects.get(pk=item.pk).minutes == "更正"
    assert case.events.filter(move="meeting_held").count() == 1
    assert not other.case.events.filter(move="meeting_held").exists()
    assert words(step, meeting, "settle", cast.clerk) == ""


def test_a_meeting_without_matters_has_no_minutes(cast: Any) -> None:
    moving = SimpleNamespace(case=held(cast))
    assert "no matter on the agenda" in words(rules.has_matters, moving)
    rules.put_on_agenda(moving.case, [waiting(cast)])
    assert words(rules.has_matters, moving) == ""


def test_what_was_tried_is_coordination_and_minutes_of_this_matter(cast: Any) -> None:
    case = in_hand(cast)
    for parties, tried in (("物业", "约谈未果"), ("城管", "答复无权")):
        go(case, "coordinate", cast.handler, parties=parties, tried=tried)
    go(case, "note", cast.handler, note="只是便条")
    first = held(cast, waiting(cast, case))
    first.items.update(minutes=MINUTES, minuted_at=NOW)
    called(cast, waiting(cast, case))
    another = waiting(cast)
    held(cast, another)
    AgendaItem.objects.filter(pk=another.pk).update(minutes="别的事", minuted_at=NOW)
    assert rules.tried_so_far(case).split("\n") == ["物业: 约谈未果", "城管: 答复无权", f"{first.number}: {MINUTES}"]


def test_the_district_is_asked_in_the_words_and_the_name_of_who_asks(cast: Any) -> None:
    case = in_hand(cast)
    go(case, "coordinate", cast.handler, parties="物业", tried="约谈未果")
    body = DistrictBody.objects.get(key="letters-calls")
    step(case, "ask_district_meeting", cast.head, body=body.pk, reason="请区里召集", tried="已约谈")
    report = Report.objects.get(case=case)
    assert (report.body, report.reason, report.tried, report.sent_by) == (body, "请区里召集", "已约谈", cast.head)
    assert report.created_at == NOW


def test_whoever_is_kept_out_of_the_matter_is_kept_out_of_its_task(cast: Any) -> None:
    item = waiting(cast)
    Bar.objects.create(case_id=item.case_id, user=cast.stranger, reason="recused", since=NOW)
    meeting = held(cast, item)
    step(meeting, "minute", cast.clerk, item=item.pk, minutes=MINUTES)
    security = Office.objects.get(code="D").pk
    data = {"office": security, "task": "夜间巡查", "what": "连续一周碧螺巡查", "last_day": TODAY + 5 * DAY}
    for given in ({"item": item.pk}, {}):
        step(meeting, "decide", cast.clerk, **data, **given)
    of_matter, of_none = JointTask.objects.filter(parent_id=meeting.pk).order_by("id")
    assert (of_matter.item, of_none.item) == (item, None)
    assert (of_matter.barred, of_none.barred) == ([cast.stranger.pk], [])
    reads = Case.objects.visible_to(again(cast.stranger))
    assert [reads.filter(pk=one.pk).exists() for one in (of_matter, of_none)] == [False, True]
    assert of_none.function is not None
    assert (of_none.office.code, of_none.registrar, of_none.function.code) == ("D", meeting.office, "E3")
    assert (of_none.title, of_none.what, of_none.channel) == ("夜间巡查", "连续一周碧螺巡查", "staff")
    assert (of_none.opened_at, of_none.opened_by, of_none.last_day) == (NOW, cast.clerk, TODAY + 5 * DAY)
    assert found_by(of_none, "碧螺")


@pytest.mark.parametrize(("days", "runs"), [(5, 5), (1, 1), (0, 1)])
def test_the_limit_of_a_task_is_its_last_day_and_never_today(cast: Any, days: int, runs: int) -> None:
    task = task_of(cast, last_day=TODAY + days * DAY)
    clock = task.clocks.get(state="running")
    assert (clock.due_on, clock.started_at, Case.objects.get(pk=task.pk).due_at) == (
        TODAY + runs * DAY,
        NOW,
        clock.due_at,
    )


def task_of(cast: Any, office: str = "D", **given: Any) -> JointTask:
    data = {"office": Office.objects.get(code=office), "task": "夜间巡查", "what": "连续一周"}
    return rules.open_task(Moving(held(cast), None, Actor.staff(again(cast.clerk)), NOW, {**data, **given}))


def test_a_later_day_ends_the_limit_before_it_in_time_or_late(cast: Any) -> None:
    task = task_of(cast, last_day=TODAY + DAY)
    for later, state in ((NOW + HOUR, "met"), (NOW + 9 * DAY, "late")):
        data = {"last_day": timezone.localdate(later) + 3 * DAY}
        rules.put_off(Moving(JointTask.objects.get(pk=task.pk), None, Actor.staff(cast.clerk), later, data))
        assert task.clocks.filter(ended_at=later).get().state == state
        assert JointTask.objects.get(pk=task.pk).last_day == data["last_day"]
        assert task.clocks.get(state="running").due_on == data["last_day"]


def test_a_task_is_given_to_a_person_of_its_office_and_closed_with_its_result(cast: Any) -> None:
    task = task_of(cast, office="C", last_day=TODAY + 5 * DAY)
    step(task, "give", cast.head, handler=cast.colleague.pk)
    assert JointTask.objects.get(pk=task.pk).handler == cast.colleague
    step(task, "task_done", cast.colleague, result="已巡查")
    done = JointTask.objects.get(pk=task.pk)
    assert (done.result, done.state, task.clocks.get().state) == ("已巡查", "task_done", "met")


def test_a_person_named_with_the_task_has_it_at_once(cast: Any) -> None:
    meeting = held(cast, waiting(cast))
    step(meeting, "minute", cast.clerk, item=meeting.items.get().pk, minutes=MINUTES)
    data = {"office": Office.objects.get(code="C").pk, "task": "巡查", "what": "一周", "last_day": TODAY + 5 * DAY}
    step(meeting, "decide", cast.clerk, person=cast.colleague.pk, **data)
    task = JointTask.objects.get(parent_id=meeting.pk)
    assert task.handler == cast.colleague
    assert Assignment.objects.get(case_id=task.pk, role="person").since == NOW


def test_attendants_are_reminded_on_the_eve_of_a_meeting_that_stands(cast: Any) -> None:
    tomorrow, later, off = called(cast), called(cast, held_at=NOW + 2 * DAY), called(cast)
    step(off, "cancel", cast.clerk, reason="改期")
    assert rules.remind(NOW) == 1
    assert [bool(told(one, "meeting_tomorrow")) for one in (tomorrow, later, off)] == [True, False, False]
    people = told(tomorrow, "meeting_tomorrow")
    JointMeeting.objects.filter(pk=tomorrow.pk).update(held_at=NOW + 3 * DAY)
    assert rules.remind(NOW + 2 * DAY) == 1
    assert told(tomorrow, "meeting_tomorrow") == sorted(2 * people), "of a meeting put off they are told anew"
    assert rules.remind(NOW + 3 * DAY - dt.timedelta(minutes=10)) == 0, "told on the eve"
    lost = called(cast, held_at=NOW + 6 * DAY)
    assert rules.remind(NOW + 6 * DAY - dt.timedelta(minutes=10)) == 1, "nothing ran by itself on the eve"
    assert told(lost, "meeting_today")
    called(cast, held_at=NOW + DAY)
    assert rules.remind() == 1, "where no moment is given it is the eve now"


def test_a_cancelled_meeting_gives_back_what_does_not_wait_already(cast: Any) -> None:
    first, second = waiting(cast), waiting(cast)
    meeting = called(cast, first, second)
    again_ = waiting(cast, first.case)
    step(meeting, "cancel", cast.clerk, reason="改期")
    left = AgendaItem.objects.filter(meeting=None)
    assert set(left) == {second, again_} and list(meeting.items.all()) == [first]


def test_a_meeting_missed_on_two_days_is_told_of_on_both(cast: Any) -> None:
    meeting = called(cast, held_at=NOW + HOUR)
    assert (rules.remind(NOW), rules.remind(NOW)) == (1, 1)
    people = told(meeting, "meeting_today")
    assert people == ["clerk", "leader"]
    JointMeeting.objects.filter(pk=meeting.pk).update(held_at=NOW + 2 * DAY + HOUR)
    rules.remind(NOW + 2 * DAY)
    assert told(meeting, "meeting_today") == sorted(2 * people)
