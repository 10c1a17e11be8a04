"""Deputies (A7): contacts twice a year, station days from announcement to feedback, suggestions and their limits."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from caojiadu.core.cases.models import Clock
from caojiadu.core.registers.declaration import find, months_after
from caojiadu.core.registers.duties import open_duties
from caojiadu.core.registers.models import OfficeTask, RecordDate, WorkItem
from caojiadu.core.registers.verbs import change, end, reopen
from caojiadu.core.registers.verbs import enter as enter_record
from offices.party_administration.models import CongressDeputy, DeputyContact, DeputySuggestion
from tests.entries import signed_in
from tests.offices.party_administration.house import (
    BASE,
    enter,
    errors_of,
    make_people,
    office,
    running,
    step,
    today,
    tried,
)


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return make_people()


def deputy(user: Any, name: str = "张某") -> CongressDeputy:
    values = {"title": name, "level": "district", "constituency": "某选区", "congress_term": "第十七届"}
    return enter_record(find("deputies"), {**values, "term_until": today(400)}, user=user)


def station_day(user: Any, one: CongressDeputy, day: dt.date) -> Any:
    values = {"title": "某某联络站", "kind": "station", "place": "某路某号", "opens": "每月十五日"}
    station = enter_record(find("deputy-stations"), values, user=user)
    typed = {"title": "代表接待日", "station": f"#{station.pk}", "deputy": f"#{one.pk}", "planned_on": day}
    return enter(user, "station-days", **typed, hours="14:00—16:00", subject="")


def suggestion(user: Any, one: CongressDeputy, **values: Any) -> Any:
    typed = {"title": "关于增设非机动车停放点的意见", "deputy": f"#{one.pk}", "made": "between", "day": ""}
    return enter(user, "deputy-suggestions", **{**typed, "content": "建议增设。", "received_on": today(), **values})


def test_a_station_day_is_announced_held_and_its_opinions_come_back(people: SimpleNamespace) -> None:
    first, second = deputy(people.clerk), deputy(people.clerk, "李某")
    day = station_day(people.clerk, first, today(10))
    assert running(day) == {"announce": today(3), "planned": today(10)}
    day = step(people.clerk, day, "station_day_announce", announced_at="宣传栏")
    day = step(people.clerk, day, "station_day_move", planned_on=today(12), hours="9:00", reason="场地调整")
    assert day.state == "station_day_planned" and running(day) == {"announce": today(5), "planned": today(12)}
    day = step(people.clerk, day, "station_day_announce", announced_at="宣传栏")
    there = {"came": [first.pk, second.pk], "residents_met": "12", "opinions": "停车难。"}
    assert tried(people.clerk, day, "station_day_hold", **there).status_code == 409
    with time_machine.travel(dt.datetime.combine(today(12), dt.time(16), dt.UTC)):
        refused = tried(people.clerk, day, "station_day_hold", **{**there, "came": []})
        assert "came" in errors_of(refused) and "停车难。" in refused.content.decode()
        day = step(people.clerk, day, "station_day_hold", **there)
        assert running(day) == {"feedback": today(30)}
        assert [one.title for one in day.came.order_by("pk")] == ["张某", "李某"]
        for one in (first, second):
            one.refresh_from_db()
            assert one.contacted_on == day.planned_on
            assert RecordDate.objects.get(record=one, key="contact").due_on == months_after(day.planned_on, 6)
        page = signed_in(people.clerk).get(f"/desk/cases/{day.number}/").content.decode()
        assert "张某、李某" in page
        task = {"offices": [office("C").pk], "task": "研究停车", "content": "研究", "wanted_on": today(5)}
        step(people.clerk, day, "hand_out", **task)
        assert tried(people.clerk, day, "station_day_tell", feedback="已研究").status_code == 409
        step(people.head, OfficeTask.objects.get(), "task_recall", reason="已有安排")
        assert step(people.clerk, day, "station_day_tell", feedback="已张贴结果。").closed_at


def test_contacts_entered_by_hand_set_the_day_from_which_the_next_is_owed(people: SimpleNamespace) -> None:
    one = deputy(people.clerk)
    for met_on in (today(-20), today(-90)):
        answer = signed_in(people.clerk).post(
            f"{BASE}deputy-contacts/new/",
            {"title": "走访", "deputy": f"#{one.pk}", "way": "visit", "met_on": met_on, "people_met": "5"},
        )
        assert answer.status_code == 302
    one.refresh_from_db()
    assert one.contacted_on == today(-20) and DeputyContact.objects.count() == 2
    assert "走访" in signed_in(people.clerk).get(f"{BASE}deputies/{one.pk}/").content.decode()
    open_duties(dt.date(today().year, 11, 1))
    assert WorkItem.objects.get(duty="deputy-contacts").planned_on == dt.date(today().year, 11, 30)


def test_a_contact_entered_by_mistake_counts_for_nobody_and_one_of_another_deputy_for_that_one(
    people: SimpleNamespace,
) -> None:
    one, other = deputy(people.clerk), deputy(people.clerk, "李某")
    register = find("deputy-contacts")
    values = {"title": "走访", "deputy": one, "way": "visit", "met_on": today(-20), "people_met": 5, "gist": ""}
    contact = enter_record(register, values, user=people.clerk)

    def days() -> list[Any]:
        return [CongressDeputy.objects.get(pk=each.pk).contacted_on for each in (one, other)]

    assert days() == [today(-20), None]
    contact = change(register, contact, {"deputy": other}, user=people.clerk)
    assert days() == [None, today(-20)]
    contact = end(register, contact, on=today(), reason="录错了", user=people.clerk)
    assert days() == [None, None]
    reopen(register, contact, reason="没有录错", user=people.clerk)
    assert days() == [None, today(-20)]


@pytest.mark.parametrize(("wide", "months"), [(False, 3), (True, 6)])
def test_the_reply_is_owed_three_months_after_assignment_or_six(
    people: SimpleNamespace, wide: bool, months: int
) -> None:
    case = suggestion(people.clerk, deputy(people.clerk))
    assert running(case) == {}
    early = tried(people.clerk, case, "suggestion_assign", assigned_on=today(-1))
    assert "assigned_on" in errors_of(early)
    case = step(people.clerk, case, "suggestion_assign", assigned_on=today())
    assert tried(people.clerk, case, "suggestion_wide", reason="涉及多部门").status_code == 404
    if wide:
        case = step(people.head, case, "suggestion_wide", reason="涉及多部门")
        assert tried(people.head, case, "suggestion_wide", reason="再延").status_code == 409
    assert running(case) == {"reply": months_after(today(), months)}
    clock = Clock.objects.get(case_id=case.pk, key="reply", state="running")
    assert clock.legal and "五十一" in clock.article


def test_several_offices_report_and_a_deputy_who_is_not_satisfied_has_it_handled_again(people: SimpleNamespace) -> None:
    case = suggestion(people.clerk, deputy(people.clerk))
    case = step(people.clerk, case, "suggestion_assign", assigned_on=today())
    hands = {"offices": [office("C").pk, office("E").pk], "task": "研究停放点", "content": "提出意见"}
    step(people.clerk, case, "hand_out", **hands, wanted_on=today(20))
    reply = {"talked": "已上门沟通。", "result": "done", "reply": "已增设两处。"}
    assert tried(people.clerk, case, "suggestion_draft", **reply).status_code == 409
    for task, doer in zip(OfficeTask.objects.order_by("office__code"), (people.manager, people.safety), strict=True):
        step(doer, task, "task_sign")
        step(doer, task, "task_done", outcome="可增设")
        step(people.clerk, task, "task_verify")
    missing = tried(people.clerk, case, "suggestion_draft", **{**reply, "talked": ""})
    assert "talked" in errors_of(missing) and "已增设两处。" in missing.content.decode()
    case = step(people.head, case, "suggestion_draft", **reply)
    assert tried(people.head, case, "suggestion_reply").status_code == 409  # whoever drafted it does not sign it
    case = step(people.leader, case, "suggestion_reply")
    assert set(running(case)) == {"appraisal"}
    case = step(people.clerk, case, "suggestion_appraise", appraisal="unhappy", remark="数量不足")
    assert (case.state, case.handled_again) == ("suggestion_assigned", 1)
    assert running(case) == {"again": today(30)}
    case = step(people.clerk, case, "suggestion_draft", **reply)
    assert tried(people.head, case, "suggestion_reply").status_code == 409  # nor whoever drafted it before
    case = step(people.leader, case, "suggestion_reply")
    case = step(people.clerk, case, "suggestion_appraise", appraisal="happy", remark="")
    assert case.state == "suggestion_appraised" and case.closed_at
    assert signed_in(people.stranger).get(f"/desk/cases/{case.number}/").status_code == 404


def test_a_suggestion_names_a_deputy_of_the_roster(people: SimpleNamespace) -> None:
    deputy(people.clerk)
    refused = suggestion(people.clerk, SimpleNamespace(pk=999999))
    assert refused.status_code == 422 and "deputy" in errors_of(refused)
    assert not DeputySuggestion.objects.exists()
