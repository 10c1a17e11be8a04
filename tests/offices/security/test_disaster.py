"""Disaster prevention (E2): plans filed before the season, warnings that open duties by level, drills, stocks."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.models import OfficeTask, RecordDate
from tests.offices.security.desk import Desk, day, running, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Desk:
    return Desk("clerk")


@pytest.fixture
def head() -> Desk:
    return Desk("head", "head")


def at(offset: int = 0) -> str:
    return f"{timezone.localtime() + dt.timedelta(hours=offset):%Y-%m-%dT%H:%M}"


def plan(clerk: Desk, **more: Any) -> Any:
    values = {"title": "防汛预案", "year": "2027", "season_from": day(40), "season_to": day(160)}
    return clerk.enter("flood-plans", **{**values, "weak_points": "下立交", "forces": "应急分队", **more})


def test_a_flood_plan_is_approved_filed_and_reviewed_after_the_season(clerk: Desk, head: Desk) -> None:
    refused = plan(clerk, season_to=day(39))
    assert refused.status_code == 422 and "应急分队" in refused.content.decode()
    case = plan(clerk)
    assert running(case) == {"file": day(40)}
    assert clerk.step(case, "floodplan_approve") == 404
    assert head.step(case, "floodplan_approve") == 302
    assert clerk.step(case, "floodplan_file", filed_on=day(1)) == 422
    assert clerk.step(case, "floodplan_file", filed_on=day(0)) == 302
    assert running(case) == {"review": day(190)}  # thirty days after the season
    assert clerk.step(case, "floodplan_back", reason="补充物资清单") == 302
    assert (state(case), running(case)) == ("floodplan_drafted", {"file": day(40)})
    changed = {"season_from": day(30), "season_to": day(150), "weak_points": "下立交、车库", "forces": "应急分队"}
    assert clerk.step(case, "floodplan_edit", **changed) == 302
    assert running(case) == {"file": day(30)}
    head.step(case, "floodplan_approve")
    clerk.step(case, "floodplan_file", filed_on=day(0), filed_as="备〔2027〕1号")
    assert head.step(case, "floodplan_review", lessons="增配水泵") == 302
    assert (state(case), running(case)) == ("floodplan_reviewed", {})


def duties(clerk: Desk) -> None:
    offices = {office.code: str(office.pk) for office in Office.objects.all()}
    for title, level, doer in (
        ("值班", "4", "A"),
        ("查工地", "3", "C"),
        ("开放避难场所", "2", "E"),
        ("转移", "1", "E"),
    ):
        key = clerk.enter("response-duties", title=title, level=level, doer=offices[doer], content="照此办理")
        assert isinstance(key, int)


def opened(case: Any) -> list[tuple[str, str]]:
    tasks = OfficeTask.objects.filter(parent_id=case.pk).order_by("pk")
    return [(task.title, task.office.code) for task in tasks]


def test_the_level_of_a_warning_opens_its_duties_and_a_higher_one_the_rest(clerk: Desk, head: Desk) -> None:
    duties(clerk)
    case = clerk.enter("warnings", title="暴雨黄色预警", hazard="rain", level="3", issued_at=at(), issued_by="气象台")
    assert opened(case) == [("值班", "A"), ("查工地", "C")]
    assert {task.wanted_on for task in OfficeTask.objects.all()} == {day(0)}
    assert Notice.objects.filter(template="warning_issued", channel="portal").count() == 1  # the head
    assert "当前已是该等级" in clerk.says(case, "warning_level", level="3", issued_at=at())
    assert clerk.step(case, "warning_level", level="4", issued_at=at()) == 302
    assert len(opened(case)) == 2
    assert clerk.step(case, "warning_level", level="1", issued_at=at()) == 302
    assert opened(case) == [("值班", "A"), ("查工地", "C"), ("开放避难场所", "E"), ("转移", "E")]
    assert running(case) == {"report": day(1)}
    assert clerk.step(case, "warning_report", moved="", flooded="3", note="三处积水") == 422
    assert clerk.step(case, "warning_report", moved="12", flooded="3", note="三处积水") == 302
    assert running(case) == {}
    assert clerk.step(case, "warning_lift", lifted_at=at(-48)) == 422
    assert clerk.step(case, "warning_lift", lifted_at=at()) == 302
    assert running(case) == {"review": day(7)}
    assert head.step(case, "warning_review", lessons="及时") == 409  # four tasks are open
    Case.objects.filter(parent_id=case.pk).update(closed_at=timezone.now())
    assert clerk.step(case, "warning_review", lessons="及时") == 404
    assert head.step(case, "warning_review", lessons="及时") == 302
    assert state(case) == "warning_reviewed"


def test_an_office_signs_for_its_duty_and_security_verifies_it(clerk: Desk, head: Desk) -> None:
    duties(clerk)
    case = clerk.enter("warnings", title="暴雨蓝色预警", hazard="rain", level="4", issued_at=at(), issued_by="气象台")
    task = OfficeTask.objects.get(parent_id=case.pk)
    other = Desk("other", office="A")
    assert other.client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert other.step(task, "task_sign") == 302
    assert other.step(task, "task_done", outcome="已安排") == 302
    assert head.step(task, "task_verify") == 302
    assert state(task) == "task_verified"


def test_a_drill_from_its_plan_to_the_problems_put_right(clerk: Desk, head: Desk) -> None:
    case = clerk.enter("drills", title="汛前演练", practised="flood", planned_on=day(3), plan=plan(clerk).number)
    assert running(case) == {"planned": day(3)}
    assert clerk.step(case, "drill_move", planned_on=day(6), reason="改期") == 302
    assert running(case) == {"planned": day(6)}
    assert clerk.step(case, "drill_hold", held_on=day(2), people="30", course="集结") == 422
    assert clerk.step(case, "drill_hold", held_on=day(-2), people="30", course="集结") == 302
    assert running(case) == {"assess": day(8)}
    assert head.step(case, "drill_problems", problems="水泵故障", fix_by=day(-3)) == 422
    assert head.step(case, "drill_problems", problems="水泵故障", fix_by=day(5)) == 302
    assert running(case) == {"fix": day(5)}
    assert clerk.step(case, "drill_fixed", fixed="已更换") == 302
    assert (state(case), running(case)) == ("drill_done", {})


def test_what_is_kept_ready_is_counted_and_shelters_are_checked(clerk: Desk) -> None:
    values = {"title": "水泵", "kind": "pump", "store": "仓库", "amount": "3", "least": "4", "unit": "台"}
    stock = clerk.enter("disaster-stocks", **values, counted_on="2026-01-31", good_until="2026-12-31")
    dates = dict(RecordDate.objects.filter(record=stock).values_list("key", "due_on"))
    assert {key: str(on) for key, on in dates.items()} == {"count": "2026-04-30", "good": "2026-12-31"}
    place = {"title": "体育馆", "kind": "sport", "address": "某路", "places": "200", "keys_with": "值班室"}
    shelter = clerk.enter("shelters", **place, checked_on="2026-03-01")
    assert str(RecordDate.objects.get(record=shelter).due_on) == "2026-09-01"


def test_what_there_is_too_little_of_is_flagged_and_listed(clerk: Desk) -> None:
    counted = {"kind": "pump", "store": "仓库", "unit": "台", "counted_on": str(day(-3)), "good_until": ""}
    given = {"水泵": ("3", "4"), "沙袋": ("500", "500"), "雨衣": ("0", "20"), "停用的灯": ("0", "5")}
    keys = {
        title: clerk.enter("disaster-stocks", title=title, amount=there, least=least, **counted)
        for title, (there, least) in given.items()
    }
    address = "/desk/security/disaster-stocks/"
    typed = {"on": str(day()), "reason": "报废"}
    assert clerk.client.post(f"{address}{keys['停用的灯']}/end/", typed).status_code == 302

    def lines(tab: str) -> dict[str, bool]:
        return {line["row"].title: line["short"] for line in clerk.client.get(address, {"tab": tab}).context["rows"]}

    assert lines("current") == {"水泵": True, "沙袋": False, "雨衣": True}
    assert lines("short") == {"水泵": True, "雨衣": True}
    assert lines("ended") == {"停用的灯": False}
    assert clerk.client.get(address).content.decode().count("数量不足</span>") == 2
    assert "数量不足</span>" in clerk.client.get(f"{address}{keys['水泵']}/").content.decode()
    assert "数量不足</span>" not in clerk.client.get(f"{address}{keys['沙袋']}/").content.decode()
    # Topped up and counted again, it stands there no more.
    more = {**counted, "title": "水泵", "amount": "4", "least": "4", "seen": "0"}
    assert clerk.change("disaster-stocks", keys["水泵"], **more) == 302
    assert lines("short") == {"雨衣": True}
    sent = clerk.client.post(f"{address}export/?tab=short", {"reason": "核对", "form": "csv"})
    assert sent.status_code == 200
    content = b"".join(sent.streaming_content) if sent.streaming else sent.content
    assert "雨衣" in content.decode("utf-8-sig") and "沙袋" not in content.decode("utf-8-sig")


def test_another_office_keeps_none_of_it(clerk: Desk) -> None:
    stranger = Desk("stranger", office="D")
    case = plan(clerk)
    assert stranger.client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert stranger.client.get("/desk/security/disaster-stocks/").status_code == 404
