"""Joint meetings: agenda, who reads which title, minutes that count as coordination, tasks with a limit."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.cases.errors import Invalid, NotAllowed, Refused
from caojiadu.core.cases.models import Bar, Case, Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.district.models import Report
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office
from petitions.meetings.rules import call_meeting, remind
from petitions.models import AgendaItem, JointMeeting, JointTask
from tests.cast import again
from tests.petitions.letters import TITLE, go, in_hand, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
MINUTES = "各方同意由城管牵头夜间巡查。"


def step(case: Case, key: str, user: Any, now: Any = None, **data: Any) -> None:
    move(case=case, key=key, actor=Actor.staff(again(user)), data=data, now=now)


def asked(cast: Any) -> AgendaItem:
    case = in_hand(cast)
    go(case, "ask_meeting", again(cast.handler), why="噪音归谁管")
    return AgendaItem.objects.get(case=case)


def meeting(cast: Any, *items: AgendaItem, offices: str = "D", hours: int = -1, **more: Any) -> JointMeeting:
    data = {"title": "夜间施工联席会议", "place": "三楼会议室", "chair": "马主任", "guests": "施工单位"}
    data |= {"held_at": timezone.now() + dt.timedelta(hours=hours), "offices": Office.objects.filter(code__in=offices)}
    data |= {"bodies": DistrictBody.objects.filter(key="urban-enforcement"), "areas": Neighbourhood.objects.all()[:1]}
    return call_meeting(actor=Actor.staff(again(cast.clerk)), data=data | more, items=items)


def task(cast: Any, days: int = 5, **more: Any) -> JointTask:
    item = asked(cast)
    held = meeting(cast, item)
    step(held, "minute", cast.clerk, item=item.pk, minutes=MINUTES)
    data = {"item": item.pk, "task": "夜间巡查", "what": "连续一周", "office": Office.objects.get(code="D").pk}
    step(held, "decide", cast.clerk, last_day=timezone.localdate() + dt.timedelta(days=days), **data | more)
    return JointTask.objects.get(parent_id=held.pk)


# who reads the meeting, and whether they read title and minutes of the matter too
READERS = {
    "clerk": True,  # the desk has both
    "leader": True,
    "security_head": False,  # leads the meeting, not the matter
    "stranger": False,  # of an office that is called
    "handler": None,  # has the matter, is not called
    "keeper": None,
    "window": None,
}


def test_titles_and_minutes_are_for_those_who_may_open_the_matter(cast: Any) -> None:
    item = asked(cast)
    held = meeting(cast, item)
    step(held, "minute", cast.clerk, item=item.pk, minutes=MINUTES)
    for who, reads in READERS.items():
        browser = client_of(getattr(cast, who))
        for address in (
            reverse("desk:case", args=[held.number]),
            reverse("letters_desk:meeting_paper", args=[held.number]),
        ):
            page = browser.get(address)
            assert page.status_code == (404 if reads is None else 200), (who, address)
            html = page.content.decode()
            assert (TITLE in html, MINUTES in html) == (bool(reads), bool(reads)), (who, address)
            assert (item.case.number in html) == (reads is not None), (who, address)


def test_whoever_is_kept_out_of_a_matter_reads_its_number_only(cast: Any) -> None:
    item = asked(cast)
    Bar.objects.create(case=item.case, user=cast.leader, reason="accused", since=timezone.now())
    held = meeting(cast, item)
    html = client_of(cast.leader).get(reverse("desk:case", args=[held.number])).content.decode()
    assert (TITLE in html, item.case.number in html) == (False, True)


def test_a_confidential_report_comes_on_no_agenda(cast: Any) -> None:
    secret = write("petition_accusation", fields={"against": "某物业经理"})
    for who in ("keeper", "clerk"):
        with pytest.raises(NotAllowed):
            step(secret, "ask_meeting", getattr(cast, who), why="x")
    item = asked(cast)
    Case.objects.filter(pk=item.case_id).update(confidentiality=2)
    held = meeting(cast, item)
    assert not held.items.exists()
    assert item.case.number not in client_of(cast.clerk).get(reverse("letters_desk:meetings")).content.decode()


def test_a_matter_waits_once_and_comes_on_several_agendas(cast: Any) -> None:
    item = asked(cast)
    with pytest.raises(Refused):
        step(item.case, "ask_meeting", cast.handler, why="再次")
    first = meeting(cast, item)
    step(item.case, "ask_meeting", cast.handler, why="还有一点")
    second = meeting(cast, *AgendaItem.objects.filter(meeting=None))
    assert [list(one.items.values_list("case", flat=True)) for one in (first, second)] == [[item.case_id]] * 2
    planned = meeting(cast, hours=24, offices="C")
    step(item.case, "ask_meeting", cast.head, why="第三次", meeting=planned.pk)
    assert planned.items.count() == 1


def _reads(user: Any, case: Case) -> bool:
    return Case.objects.visible_to(again(user)).filter(pk=case.pk).exists()


# what was recorded, and whether reporting up is possible then
RECORDED = [((), False), (("coordinate",), True), (("meeting",), True)]


@pytest.mark.parametrize("key", ["report_up", "ask_district_meeting"])
@pytest.mark.parametrize(("recorded", "possible"), RECORDED)
def test_report_up_asks_for_coordination_or_a_joint_meeting(cast: Any, key: str, recorded: Any, possible: bool) -> None:
    item = asked(cast)
    if "coordinate" in recorded:
        go(item.case, "coordinate", cast.handler, parties="物业", tried="约谈")
    if "meeting" in recorded:
        step(meeting(cast, item), "minute", cast.clerk, item=item.pk, minutes=MINUTES)
    body = DistrictBody.objects.get(key="letters-calls")
    data = {"body": body.pk, "reason": "无权处理", "tried": "已协调"}
    if not possible:
        with pytest.raises(Refused):
            step(item.case, key, cast.head, **data)
        return
    step(item.case, key, cast.head, **data)
    report = Report.objects.get(case=item.case)
    assert report.kind == {"report_up": "unsettled", "ask_district_meeting": "meeting"}[key]
    assert Case.objects.get(pk=item.case_id).waiting == "district"
    assert report.can_be_returned


def test_minutes_begin_with_the_meeting_and_are_settled_when_complete(cast: Any) -> None:
    first, second = asked(cast), asked(cast)
    later = meeting(cast, first, second, hours=3)
    with pytest.raises(Refused):
        step(later, "minute", cast.clerk, item=first.pk, minutes=MINUTES)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=4), tick=False):
        step(later, "minute", cast.clerk, item=first.pk, minutes=MINUTES)
        with pytest.raises(Refused) as refused:
            step(later, "settle", cast.clerk)
        assert second.case.number in str(refused.value)
        step(later, "minute", cast.security_head, item=second.pk, minutes="另议")
        step(later, "settle", cast.leader)
    later.refresh_from_db()
    assert (later.state, later.closed_at is not None) == ("meeting_settled", True)
    assert first.case.events.filter(move="meeting_held").count() == 1


def test_a_cancelled_meeting_gives_its_matters_back(cast: Any) -> None:
    item = asked(cast)
    held = meeting(cast, item, hours=48)
    step(held, "cancel", cast.clerk, reason="改期")
    item.refresh_from_db()
    assert item.meeting is None


def test_attendants_are_told_and_reminded_once(cast: Any) -> None:
    held = meeting(cast, offices="CD", hours=24)
    assert (remind(), remind()) == (1, 1)
    for template in ("meeting_called", "meeting_tomorrow"):
        rows = Notice.objects.filter(case_number=held.number, template=template, channel="portal")
        told = sorted(rows.values_list("user__username", flat=True))
        assert told == ["clerk", "head", "leader"], template


def test_a_task_runs_to_its_day_climbs_to_the_leader_and_never_to_the_district(cast: Any) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        given = task(cast, days=5)
        running = Clock.objects.get(case=given)
        assert (running.due_on, running.legal) == (timezone.localdate() + dt.timedelta(days=5), False)
        step(given, "put_off", cast.clerk, last_day=timezone.localdate() + dt.timedelta(days=7), reason="等施工图")
        for _day in range(40):
            now += dt.timedelta(days=1)
            clock.move_to(now)
            for _sweep in range(3):
                sweep()
    rungs = [event.data["rung"] for event in given.events.filter(move="climb").order_by("id")]
    assert rungs == ["handler", "head", "leader"]
    assert not Report.objects.filter(case=given).exists()
    soon = Notice.objects.filter(case_number=given.number, template="limit_soon", channel="portal")
    assert soon.exists()


def test_a_task_is_of_its_office_and_done_with_its_result(cast: Any) -> None:
    with pytest.raises(Invalid):
        task(cast, person=cast.handler.pk)
    given = task(cast, person=cast.stranger.pk)
    assert _reads(cast.stranger, given) and not _reads(cast.handler, given)
    with pytest.raises(NotAllowed):
        step(given, "task_done", cast.clerk, result="x")
    step(given, "task_done", cast.stranger, result="已巡查七晚")
    given.refresh_from_db()
    assert (given.state, given.result) == ("task_done", "已巡查七晚")


# who may call and run a meeting
RUNNERS = {"clerk": True, "security_head": True, "leader": True, "head": False, "handler": False, "stranger": False}


def test_who_may_call_and_run_one(cast: Any) -> None:
    held = meeting(cast, asked(cast), offices="CD")
    for who, may in RUNNERS.items():
        browser = client_of(getattr(cast, who))
        assert browser.get(reverse("letters_desk:new_meeting")).status_code == (200 if may else 404), who
        assert browser.get(reverse("desk:move", args=[held.number, "minute"])).status_code == (200 if may else 404), who
    data = {"title": "物业", "held_at": "2026-12-01T14:00", "place": "二楼", "chair": "", "offices": ["999"]}
    page = client_of(cast.clerk).post(reverse("letters_desk:new_meeting"), data)
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"chair", "offices"})
