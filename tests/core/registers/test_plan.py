"""Work plans and tasks: days are watched from approval, duties come by themselves, the giver of a task verifies it."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers import duties
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import OfficeTask, WorkItem
from caojiadu.core.registers.verbs import enter
from tests.cast import make_staff
from tests.entries import signed_in

pytestmark = pytest.mark.django_db
PLAN, TASKS = find("work-plan"), find("tasks")


def running(case: Any) -> dict[str, dt.date]:
    return dict(Clock.objects.filter(case_id=case.pk, state="running").values_list("key", "due_on"))


def test_an_item_of_the_plan_from_draft_to_done() -> None:
    head, clerk = make_staff("h", "科长", "head", "E"), make_staff("c", "经办", "handler", "E")
    day = timezone.localdate() + dt.timedelta(days=30)
    values = {"title": "全覆盖检查", "year": day.year, "aim": "", "planned_on": day}
    item = enter(PLAN, values, user=clerk, office=Office.objects.get(code="E"))
    base = f"/desk/cases/{item.number}/"
    assert running(item) == {}
    assert signed_in(clerk).post(f"{base}plan_approve/").status_code == 404
    assert signed_in(head).post(f"{base}plan_approve/").status_code == 302
    assert running(item) == {"planned": day}
    later = day + dt.timedelta(days=10)
    refused = signed_in(head).post(f"{base}plan_move/", {"planned_on": "", "reason": "改期"})
    assert refused.status_code == 422 and "改期" in refused.content.decode()
    assert signed_in(head).post(f"{base}plan_move/", {"planned_on": str(later), "reason": "改期"}).status_code == 302
    assert running(item) == {"planned": later}
    assert signed_in(clerk).post(f"{base}plan_report/", {"outcome": "已全部检查"}).status_code == 302
    assert running(item) == {}
    assert signed_in(head).post(f"{base}plan_review/").status_code == 302
    item.refresh_from_db()
    assert (item.state, item.outcome) == ("plan_done", "已全部检查")
    page = signed_in(clerk).get(base).content.decode()
    assert "改期" in page and "已全部检查" in page


def test_whoever_gives_a_task_verifies_it_and_nobody_else() -> None:
    giver, head = make_staff("a", "党政科长", "head", "A"), make_staff("h", "科长", "head", "E")
    handler, stranger = make_staff("c", "经办", "handler", "E"), make_staff("x", "他科", "handler", "D")
    wanted = timezone.localdate() + dt.timedelta(days=9)
    values = {"title": "报送材料", "content": "报送半年情况", "source": "主任办公会", "wanted_on": wanted}
    values["given_by"] = Office.objects.get(code="A")
    task = enter(TASKS, values, user=head, office=Office.objects.get(code="E"))
    base = f"/desk/cases/{task.number}/"
    assert running(task)["wanted"] == wanted
    assert signed_in(stranger).get(base).status_code == 404
    assert signed_in(handler).post(f"{base}task_sign/").status_code == 302
    assert "sign_for" not in running(task)
    assert signed_in(handler).post(f"{base}task_done/", {"outcome": "已报送"}).status_code == 302
    assert signed_in(head).post(f"{base}task_verify/").status_code == 409
    assert signed_in(giver).post(f"{base}task_not_done/", {"reason": "缺数据"}).status_code == 302
    assert OfficeTask.objects.get(pk=task.pk).returns == 1
    assert signed_in(handler).post(f"{base}task_done/", {"outcome": "已补报"}).status_code == 302
    assert signed_in(giver).post(f"{base}task_verify/").status_code == 302
    assert OfficeTask.objects.get(pk=task.pk).state == "task_verified"


@pytest.fixture
def handed() -> SimpleNamespace:
    """A paper that was handed to the Security Office by a clerk of A, and everybody's browser."""
    staff = {"giver": "handler A", "giving_head": "head A", "doer": "handler E", "head": "head E", "other": "head C"}
    people = {name: make_staff(name, name, *post.split()) for name, post in staff.items()}
    today = timezone.localdate()
    paper = {"title": "通知", "sender": "区里", "reference": "", "dated_on": today, "received_on": today}
    values = {**paper, "urgency": "plain", "grade": "none", "exchange_number": "", "wanted_on": None}
    parent = enter(find("papers-received"), values, user=people["giver"])
    type(parent).objects.filter(pk=parent.pk).update(state="paper_directed")
    offices = {one.code: one.pk for one in Office.objects.all()}
    data = {"offices": [offices["E"]], "task": "消防检查", "content": "检查", "wanted_on": today + dt.timedelta(days=9)}
    move(case=parent, key="hand_out", actor=Actor.staff(people["giver"]), data=data)
    browsers = {name: signed_in(user) for name, user in people.items()}
    return SimpleNamespace(**browsers, paper=parent, task=OfficeTask.objects.get(), offices=offices)


def answer(browser: Any, case: Any, key: str, **typed: Any) -> int:
    return browser.post(f"/desk/cases/{case.number}/{key}/", typed).status_code


def told(template: str) -> set[str]:
    rows = Notice.objects.filter(template=template, channel="portal")
    return set(rows.values_list("user__username", flat=True))


def test_an_office_gives_back_what_is_not_its_own_and_another_does_it(handed: SimpleNamespace) -> None:
    task, wanted, offices = handed.task, handed.task.wanted_on, handed.offices
    assert answer(handed.doer, task, "task_sign") == 302
    assert answer(handed.doer, task, "task_return", reason="不归我科") == 404  # its head decides
    assert answer(handed.head, task, "task_return", reason=" ") == 422
    assert answer(handed.head, task, "task_return", reason="属管理办职责") == 302
    assert running(task).keys() == {"wanted", "given_back"} and running(task)["wanted"] == wanted
    assert told("task_returned") == {"giving_head"}
    assert answer(handed.head, task, "task_hand_on", office=offices["C"]) == 409  # whoever gave it does
    assert answer(handed.giver, task, "task_hand_on", office=offices["E"]) == 422  # not to the same again
    assert answer(handed.giver, task, "task_hand_on", office=offices["C"], note="请管理办承接") == 302
    assert told("task_elsewhere") == {"head"} and "other" in told("task_given")
    task = OfficeTask.objects.get()
    assert (task.office.code, task.function.code, task.state) == ("C", "C0", "task_given")
    assert running(task).keys() == {"wanted", "sign_for"} and running(task)["wanted"] == wanted
    for case in (task, handed.paper):  # both tell the story
        page = handed.giver.get(f"/desk/cases/{case.number}/").content.decode()
        assert "属管理办职责" in page and "请管理办承接" in page
        assert handed.other.get(f"/desk/cases/{case.number}/").status_code == 200
    assert handed.head.get(f"/desk/cases/{task.number}/").status_code == 404
    assert answer(handed.other, task, "task_return", reason="再退") == 302  # a new office may say so too
    assert answer(handed.giver, task, "task_hand_on", office=offices["A"]) == 302  # and A does it itself
    for who, key, typed in (("giver", "task_sign", {}), ("giver", "task_done", {"outcome": "已检查"})):
        assert answer(getattr(handed, who), task, key, **typed) == 302
    assert answer(handed.giver, task, "task_verify") in (404, 409)
    assert answer(handed.giving_head, task, "task_verify") == 302


def test_what_stays_with_an_office_is_not_given_back_twice(handed: SimpleNamespace) -> None:
    task = handed.task
    assert answer(handed.head, task, "task_return", reason="属管理办职责") == 302  # before it was signed for
    late = dict.fromkeys(("rung", "clock"), "head")
    move(case=task, key="late", actor=Actor.timer(), extra=late)
    assert told("limit_late") == {"giving_head"}  # it waits for them
    assert answer(handed.giver, task, "task_insist", reason="") == 422
    assert answer(handed.giver, task, "task_insist", reason="会议已明确") == 302
    assert told("task_stays") == {"head"} and running(task).keys() == {"wanted", "sign_for"}
    assert answer(handed.head, task, "task_return", reason="再退") == 409
    assert answer(handed.doer, task, "task_sign") == 302
    own = {"title": "整理", "content": "整理档案", "source": "", "wanted_on": timezone.localdate(), "given_by": None}
    own_task = enter(TASKS, own, user=task.opened_by, office=Office.objects.get(code="E"))
    assert answer(handed.head, own_task, "task_return", reason="不做") == 409  # it set itself this one


def test_a_task_of_ones_own_office_is_verified_by_its_head() -> None:
    head, handler = make_staff("h", "科长", "head", "E"), make_staff("c", "经办", "handler", "E")
    values = {"title": "整理", "content": "整理档案", "source": "", "wanted_on": timezone.localdate()}
    task = enter(TASKS, values, user=head, office=Office.objects.get(code="E"))
    for key, who, data in (("task_sign", handler, {}), ("task_done", handler, {"outcome": "好了"})):
        move(case=task, key=key, actor=Actor.staff(who), data=data)
    assert signed_in(handler).post(f"/desk/cases/{task.number}/task_verify/").status_code in (404, 409)
    assert signed_in(head).post(f"/desk/cases/{task.number}/task_verify/").status_code == 302


def test_duties_of_the_year_come_into_the_plan_once() -> None:
    duty = duties.declare_duty(duties.Duty("try", "某项年度事项", "E1", 12, 20, "某条例第一条"))
    try:
        assert duties.open_duties(dt.date(2026, 11, 25)) == 1 + others(2026)
        assert duties.open_duties(dt.date(2026, 11, 26)) == 0
        item = WorkItem.objects.get(duty="try")
        assert (item.office.code, item.planned_on, item.state) == ("E", dt.date(2026, 12, 20), "plan_running")
        assert WorkItem.objects.filter(duty="try", year=2027).count() == 0
        duties.open_duties(dt.date(2026, 12, 1))
        assert WorkItem.objects.filter(duty="try", year=2027).count() == 1
        assert not WorkItem.objects.filter(duty="try", year=2025).exists()
    finally:
        del duties._duties[duty.key]


def others(year: int) -> int:
    """Further duties of the offices whose day lies after the day of the test."""
    last = dt.date(year, 11, 25)
    return sum(dt.date(year, one.month, one.day) >= last for one in duties._duties.values() if one.key != "try")
