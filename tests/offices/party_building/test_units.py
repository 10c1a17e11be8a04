"""B1 and B8: member units, their meetings and projects; enterprises, visits, and requests up to the rating."""

from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.duties import open_duties
from caojiadu.core.registers.models import OfficeTask, RecordDate, WorkItem
from caojiadu.core.workdays.deadlines import StoredCalendar
from offices.party_building.models import JointProject
from tests.offices.party_building.room import Desk, day, errors, hidden, make_room, record, running, state, walk
from tests.offices.party_building.wanted import a_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db: None) -> SimpleNamespace:
    return make_room()


def a_unit(room: SimpleNamespace) -> int:
    typed = {"title": "某小学", "kind": "school", "joined_on": day(-400), "party_members": 30, "gives": "操场"}
    return room.clerk.enter("member-units", **typed, needs="", agreed_until=day(100), visited_on=day(-30))


def test_units_meet_and_run_a_project_of_the_yearly_list(room: SimpleNamespace) -> None:
    unit = a_unit(room)
    dates = dict(RecordDate.objects.filter(record=unit).values_list("key", "due_on"))
    assert dates["agreement"] == day(100) and "visit" in dates
    at = {"held_at": f"{day(-1)}T14:00", "place": "中心", "chair": "书记", "matter": "清单", "units_invited": 8}
    meeting = room.clerk.enter("regional-meetings", title="联席会议", **at)
    there = {"expected": 12, "present": 10, "absent": "", "units_came": 9}
    assert room.clerk.step(meeting, "hold", **there) == 422  # more units than were invited
    walk(
        meeting,
        (room.clerk, "hold", {**there, "units_came": 7}),
        (room.clerk, "minute", {"minutes": "商定清单", "project_list": "暑期共建"}),
        (room.head, "settle", {}),
        (room.clerk, "archive", {}),
    )
    typed = {"title": "暑期共建", "unit": f"#{unit}", "theme": "youth", "brings": "场地", "aim": "看护", "budget": 100}
    assert errors(room.clerk.enter("joint-projects", **typed, year=day().year - 2)) == {"year"}
    project = room.clerk.enter("joint-projects", **typed, year=day().year)
    JointProject.objects.update(year=day().year - 3)  # a list of long ago binds nobody
    walk(project, (room.clerk, "discuss", {"discussion": "与校方商定"}), (room.head, "approve", {"granted": 100}))
    walk(project, (room.clerk, "fund", {"funded_on": day()}))
    walk(project, (room.clerk, "set_milestone", {"milestone": "开班", "due_on": day(5)}))
    walk(project, (room.clerk, "begin", {"ends_on": day(20)}))
    assert running(project) == {"milestone": day(5), "end": day(20)}
    reached = {"milestone": project.milestones.get().pk, "what": "已开班"}
    walk(project, (room.clerk, "reach", reached), (room.clerk, "finish", {"result": "完成", "reaches": 40}))
    review = {"verdict": "good", "review": "家长满意"}
    words = {"title": "暑期共建", "aim": "看护", "result": "完成", "review": "家长满意"}
    assert room.clerk.step(project, "review", **review) == 409
    walk(project, (room.second, "review", review), (room.head, "publish", words))
    assert "暑期共建" in room.stranger.client.get("/about/joint-projects/").content.decode()
    assert JointProject.objects.get().reaches == 40
    hidden(room, project, "joint-projects")
    open_duties(day().replace(month=1, day=2))
    assert WorkItem.objects.get(duty="joint-project-list").planned_on == day().replace(month=3, day=31)


def a_firm() -> dict[str, Any]:
    typed = {"title": "庚公司", "credit_code": a_code(), "trade": "tech", "weight": "key", "premises": "某大厦"}
    return {**typed, "employees": 20, "steward": "专员", "settled_on": day(-300), "lease_until": day(200)}


def an_enterprise(room: SimpleNamespace) -> int:
    return room.clerk.enter("enterprises", **a_firm())


def a_request(room: SimpleNamespace, enterprise: int, **more: Any) -> Any:
    typed = {"title": "用餐难", "company": f"#{enterprise}", "field": "around", "way": "visit", "raised_on": day()}
    return room.clerk.enter("enterprise-requests", **{**typed, "content": "员工用餐难", **more})


def in_working_days(number: int) -> Any:
    found, left = day(), number
    calendar = StoredCalendar(day(), day(60))
    while left:
        found += day(1) - day()
        left -= calendar.mark(found).working
    return found


def test_a_visit_counts_for_its_enterprise(room: SimpleNamespace) -> None:
    firm = a_firm()
    key = room.clerk.enter("enterprises", **firm)
    assert RecordDate.objects.filter(record=key, key="lease", due_on=day(200)).exists()
    typed = {"title": "走访", "company": f"#{key}", "level": "leader", "situation": "平稳", "wishes": 1}
    assert errors(room.clerk.enter("enterprise-visits", **typed, visited_on=day(1), again_on="")) == {"visited_on"}
    room.clerk.enter("enterprise-visits", **typed, visited_on=day(-3), again_on=day(30))
    room.clerk.enter("enterprise-visits", **typed, visited_on=day(-60), again_on="")
    assert record(key).visited_on == day(-3)
    correct = {**firm, "steward": "科员", "visited_on": "", "seen": record(key).version}
    assert room.clerk.change("enterprises", key, **correct) == 302
    assert (record(key).steward, record(key).visited_on) == ("科员", day(-3))  # only visits say so


def test_a_request_is_answered_in_five_working_days_or_fifteen_and_rated_by_somebody_else(
    room: SimpleNamespace,
) -> None:
    key = an_enterprise(room)
    assert errors(a_request(room, key, raised_on=day(1))) == {"raised_on"}
    case = a_request(room, key)
    assert running(case) == {"assign": in_working_days(1)}
    assert room.clerk.step(case, "take_on") == 404
    walk(case, (room.head, "take_on", {}))
    assert running(case) == {"answer": in_working_days(5)}
    walk(case, (room.clerk, "answer", {"answer": "已联系食堂"}))
    assert room.clerk.step(case, "rate", rating="happy") == 409
    walk(case, (room.clerk, "reopen", {"reason": "企业不满意"}))
    assert running(case) == {"answer": in_working_days(5)}
    case = walk(case, (room.clerk, "answer", {"answer": "食堂已开放"}), (room.second, "rate", {"rating": "happy"}))
    assert (case.state, case.rounds, running(case)) == ("enterprise_rated", 1, {})
    hidden(room, case, "enterprise-requests")

    joint = a_request(room, key)
    walk(joint, (room.head, "take_joint", {"reason": "涉及多部门"}))
    assert running(joint) == {"answer_joint": in_working_days(15)}
    task = {"offices": [Office.objects.get(code="C").pk], "task": "整治", "content": "整治停车", "wanted_on": day(5)}
    walk(joint, (room.clerk, "hand_out", task))
    assert room.clerk.step(joint, "answer", answer="x") == 409  # the task is not done
    manager, given = Desk("c-head", "head", "C"), OfficeTask.objects.get()
    walk(
        given, (manager, "task_sign", {}), (manager, "task_done", {"outcome": "完成"}), (room.clerk, "task_verify", {})
    )
    walk(joint, (room.clerk, "answer", {"answer": "已整治"}), (room.head, "rate", {"rating": "fair", "remark": ""}))
    assert state(joint) == "enterprise_rated"
