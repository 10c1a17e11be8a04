"""Work plans and tasks: days are watched from approval, duties come by themselves, the giver of a task verifies it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers import duties
from caojiadu.core.registers.declared import find
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
