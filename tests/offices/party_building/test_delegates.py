"""B12, B13 and B14: delegates and members with what they raise, and the centre's rooms, activities and counts."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from caojiadu.core.cases.models import Clock
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.models import OfficeTask, RecordDate
from offices.party_building.models import CentreRoom
from tests.offices.party_building.room import Desk, day, errors, hidden, make_room, record, running, state, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db: None) -> SimpleNamespace:
    return make_room()


def a_delegate(room: SimpleNamespace) -> int:
    typed = {"title": "孔某", "congress": "district", "elected_by": "某单位", "term_until": day(400), "trained_on": ""}
    return room.clerk.enter("party-delegates", **typed)


def a_task(room: SimpleNamespace, case: Any) -> None:
    """Hand a task out, and let it be done."""
    offices = [Office.objects.get(code="C").pk]
    walk(case, (room.clerk, "hand_out", {"offices": offices, "task": "办理", "content": "办理", "wanted_on": day(5)}))
    manager, given = Desk("c-head", "head", "C"), OfficeTask.objects.get(parent_id=case.pk)
    walk(given, (manager, "task_sign", {}), (manager, "task_done", {"outcome": "完成"}))
    walk(given, (room.clerk, "task_verify", {}))


def test_a_reception_is_announced_held_handed_out_answered_and_appraised(room: SimpleNamespace) -> None:
    key = a_delegate(room)
    typed = {"title": "接待", "delegate": f"#{key}", "planned_on": day(10), "hours": "14:00", "place": "工作室"}
    case = room.clerk.enter("delegate-receptions", **typed)
    assert running(case) == {"announce": day(3), "planned": day(10)}
    walk(case, (room.clerk, "announce", {"announced_at": "宣传栏"}), (room.clerk, "close_list", {"signed_up": 6}))
    met = {"members_met": 4, "residents_met": 2, "opinions": "建议增设助餐点。"}
    assert room.clerk.step(case, "hold", **met) == 409
    again = {"planned_on": day(), "hours": "15:00", "place": "工作室", "reason": "提前"}
    walk(case, (room.clerk, "move", again), (room.clerk, "announce", {"announced_at": "宣传栏"}))
    walk(case, (room.clerk, "close_list", {"signed_up": 6}))
    assert room.clerk.step(case, "hold", **{**met, "opinions": "请联系13912345678"}) == 422
    walk(case, (room.clerk, "hold", met))
    assert running(case) == {"answer": day(30)} and record(key).received_on == day()
    a_task(room, case)
    walk(case, (room.clerk, "answer", {"answer": "已列入计划"}), (room.clerk, "appraise", {"appraisal": "unhappy"}))
    assert state(case) == "reception_assigned" and running(case) == {"answer": day(30)}
    walk(case, (room.clerk, "answer", {"answer": "已开工"}), (room.clerk, "appraise", {"appraisal": "happy"}))
    assert state(case) == "reception_appraised" and running(case) == {}
    assert not Clock.objects.filter(case_id=case.pk, key="answer", state="ended").exists()
    hidden(room, case, "delegate-receptions")


def test_a_proposal_of_a_delegate_is_filed_and_its_reply_signed_by_another(room: SimpleNamespace) -> None:
    typed = {"title": "关于楼宇党建的提议", "delegate": f"#{a_delegate(room)}", "sort": "proposal", "signers": 2}
    assert errors(room.clerk.enter("delegate-proposals", **typed, received_on=day(1), content="x")) == {"received_on"}
    case = room.clerk.enter("delegate-proposals", **typed, received_on=day(-5), content="加强阵地")
    assert room.clerk.step(case, "file", filed_on=day()) == 404
    walk(case, (room.head, "file", {"filed_on": day(-2)}))
    assert running(case) == {"reply": day(88)}
    reply = {"talked": "已沟通", "reply": "已落实"}
    walk(case, (room.head, "draft", reply))
    assert room.head.step(case, "reply") == 409
    walk(case, (room.leader, "send_back", {"reason": "补充"}), (room.clerk, "draft", reply))
    assert room.head.step(case, "reply") == 409  # drafted it before
    walk(case, (room.leader, "reply", {}), (room.clerk, "appraise", {"appraisal": "unhappy"}))
    assert state(case) == "delegateproposal_filed" and running(case) == {"reply_again": day(30)}
    walk(case, (room.clerk, "draft", reply), (room.leader, "reply", {}))
    assert running(case) == {"appraisal": day(15)}
    walk(case, (room.clerk, "appraise", {"appraisal": "fair"}))
    assert state(case) == "delegateproposal_appraised"
    hidden(room, case, "delegate-proposals")


def a_member(room: SimpleNamespace) -> int:
    typed = {"title": "华某", "level": "district", "sector": "教育", "workplace": "某学校", "term_until": day(500)}
    return room.clerk.enter("cppcc-members", **typed)


def test_a_proposal_of_a_member_is_answered_by_the_district_plan(room: SimpleNamespace) -> None:
    key = a_member(room)
    visit = {"title": "走访", "member": f"#{key}", "way": "visit", "said": "", "promised": ""}
    assert errors(room.clerk.enter("cppcc-visits", **visit, visited_on=day(1))) == {"visited_on"}
    room.clerk.enter("cppcc-visits", **visit, visited_on=day(-4))
    assert record(key).visited_on == day(-4) and RecordDate.objects.filter(record=key, key="visit").exists()
    typed = {"title": "关于慢行的提案", "member": f"#{key}", "file_number": "12号", "role": "lead", "content": "修复"}
    assert errors(room.clerk.enter("cppcc-proposals", **typed, came_on=day(-1), reply_by=day(-2))) == {"reply_by"}
    case = room.clerk.enter("cppcc-proposals", **typed, came_on=day(-1), reply_by=day(60))
    assert running(case)["reply"] == day(60) and "sign_for" in running(case)
    walk(case, (room.clerk, "sign_for", {}))
    assert room.clerk.step(case, "draft", result="done", reply="x") == 409  # nobody has talked with the member
    walk(case, (room.clerk, "talk", {"talked_on": day(), "talked": "同意"}))
    a_task(room, case)
    walk(case, (room.clerk, "draft", {"result": "done", "reply": "已修复"}), (room.head, "sign", {}))
    assert room.clerk.step(case, "send", sent_on=day(1)) == 422
    walk(case, (room.clerk, "send", {"sent_on": day()}))
    assert running(case) == {"appraisal": day(15)}
    walk(case, (room.clerk, "appraise", {"appraisal": "unhappy"}))
    assert state(case) == "cppccproposal_handling" and running(case) == {"reply_again": day(30)}
    hidden(room, case, "cppcc-proposals")


def test_an_opinion_note_goes_up_without_names_and_the_member_hears_of_it(room: SimpleNamespace) -> None:
    typed = {"title": "关于租金的建议", "member": f"#{a_member(room)}", "topic": "economy", "noted_on": day()}
    case = room.clerk.enter("opinion-notes", **typed, situation="租金高", proposal="减免")
    assert room.clerk.step(case, "edit", edited="王先生说租金高") == 422
    walk(case, (room.head, "edit", {"edited": "部分企业反映租金压力较大。"}), (room.leader, "back", {"reason": "精简"}))
    walk(case, (room.clerk, "edit", {"edited": "部分企业反映租金压力较大。"}))
    page = room.head.client.get(f"/desk/cases/{case.number}/report_up/")
    body = page.context["form"].fields["body"].queryset.first()
    upward = {"body": body.pk, "reason": "部分企业反映租金压力较大。"}
    assert room.head.step(case, "report_up", **upward) == 409  # edited it before
    walk(case, (room.leader, "report_up", upward))
    assert Report.objects.get(case_id=case.pk).reason == "部分企业反映租金压力较大。"
    walk(case, (room.clerk, "told_elsewhere", {"result": "已采用"}), (room.clerk, "tell", {"done": "已电话告知"}))
    assert state(case) == "opinionnote_told"
    hidden(room, case, "opinion-notes")


def test_the_centre_lends_its_rooms_and_counts_who_comes(room: SimpleNamespace) -> None:
    hall = {"title": "教室", "use": "class", "centre": "党群服务中心", "seats": 40, "equipment": "", "step_free": "on"}
    hours = {"opens": "09:00", "closes": "20:00", "open_on": "every"}
    key = room.clerk.enter("centre-rooms", **hall, **hours)
    slot = {"starts_at": f"{day(5)}T14:00", "ends_at": f"{day(5)}T16:00", "asked_by": ""}
    asked = {"title": "主题党日", "room": f"#{key}", "used_by": "party", "user_name": "甲支部", **slot}
    assert errors(room.clerk.enter("centre-bookings", **asked, people=41)) == {"people"}
    late = {"ends_at": f"{day(5)}T21:00"}
    assert errors(room.clerk.enter("centre-bookings", **{**asked, **late}, people=20)) == {"starts_at"}
    case = room.clerk.enter("centre-bookings", **asked, people=20)
    assert errors(room.second.enter("centre-bookings", **asked, people=20)) == {"starts_at"}
    assert room.clerk.step(case, "approve") == 409
    walk(case, (room.second, "approve", {}), (room.clerk, "hand_over", {}))
    CentreRoom.objects.update(seats=10)  # fewer seats since: what was booked already goes on
    walk(case, (room.clerk, "give_back", {"came": 18, "left_as": "完好"}))
    assert state(case) == "centrebooking_ended"
    CentreRoom.objects.update(seats=40)
    hidden(room, case, "centre-rooms")
    other = room.stranger.enter(
        "centre-bookings", **{**asked, "starts_at": f"{day(6)}T14:00", "ends_at": f"{day(6)}T15:00"}, people=5
    )
    walk(other, (room.clerk, "approve", {}))
    with time_machine.travel(timezone.now() + (day(7) - day())):
        clerk = Desk("later", office="B")
        walk(other, (clerk, "no_show", {}))
    assert state(other) == "centrebooking_missed"

    times = {"starts_at": f"{day(3)}T09:00", "ends_at": f"{day(3)}T11:00", "place": "展厅", "places": 9}
    visit = {"title": "参观", "sort": "visit", "run_by": "中心", "room": f"#{key}", "sign_up_until": "", **times}
    assert errors(room.clerk.enter("centre-activities", **{**visit, "run_by": "电话13912345678"})) == {"run_by"}
    lent = {"starts_at": f"{day(4)}T09:00", "ends_at": f"{day(4)}T11:00"}
    assert room.clerk.enter("centre-bookings", **asked | lent, people=20).number
    assert errors(room.clerk.enter("centre-activities", **visit | lent)) == {"starts_at"}
    event = room.clerk.enter("centre-activities", **visit)
    assert errors(room.second.enter("centre-activities", **visit)) == {"starts_at"}
    walk(event, (room.clerk, "announce", {}), (room.head, "publish", {"title": "参观展厅", "place": "展厅"}))
    assert "参观展厅" in room.stranger.client.get("/about/centre-activities/").content.decode()

    count = {
        "title": "日统计",
        "centre": "党群服务中心",
        "counted_on": day(-1),
        "visitors": 90,
        "groups": 2,
        "helped": 5,
    }
    assert errors(room.clerk.enter("visitor-counts", **count, closed_early="on", why_closed="")) == {"why_closed"}
    assert errors(room.clerk.enter("visitor-counts", **{**count, "helped": 91}, why_closed="")) == {"helped"}
    assert isinstance(room.clerk.enter("visitor-counts", **count, why_closed=""), int)
    assert errors(room.clerk.enter("visitor-counts", **count, why_closed="")) == {"counted_on"}
