"""Certificates renewed or lapsed, teams and their projects (G5); policies, requests and events for talent (G8)."""

from typing import Any

import pytest
from django.test import Client

from caojiadu.core.registers.models import RecordDate
from offices.human_resources.models import SocialWorker
from tests.offices.human_resources.room import Desk, day, desks, running, state

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


def certified(clerk: Desk, until: Any) -> Any:
    about = {"title": "余某", "field": "aged", "level": "worker", "employer": "某社", "registered_on": day(-1000)}
    return clerk.enter("social-workers", **about, valid_until=until)


def test_a_certificate_is_renewed_once_the_hours_are_there_or_lapses() -> None:
    clerk, _head, stranger = desks()
    assert set(certified(clerk, day(-1001)).context["form"].errors) == {"valid_until"}
    key = certified(clerk, day(60))
    about = {"title": "再登记", "worker": f"#{key}"}
    assert set(clerk.enter("certificate-renewals", **about, ends_on=day(61)).context["form"].errors) == {"ends_on"}
    case = clerk.enter("certificate-renewals", **about, ends_on=day(60))
    assert running(case) == {"valid": day(60)}
    assert set(clerk.enter("certificate-renewals", **about, ends_on=day(60)).context["form"].errors) == {"worker"}
    assert clerk.step(case, "certificate_check", taught="60", owed="90") == 302
    assert clerk.step(case, "certificate_send", sent_on=day(0)) == 422  # 30 hours are owed
    assert clerk.step(case, "certificate_check", taught="90", owed="90") == 302
    assert clerk.step(case, "certificate_send", sent_on=day(0)) == 302
    assert running(case) == {}
    assert clerk.step(case, "certificate_renew", renewed_until=day(59)) == 422
    assert clerk.step(case, "certificate_renew", renewed_until=day(1155)) == 302
    found = SocialWorker.objects.get(pk=key)
    assert (found.standing, found.valid_until, state(case)) == ("active", day(1155), "certificate_renewed")
    other = clerk.enter("certificate-renewals", **about, ends_on=day(1155))
    assert RecordDate.objects.get(record_id=key).due_on == day(1155)
    assert clerk.step(other, "certificate_lapse", reason="不再从业") == 302
    assert SocialWorker.objects.get(pk=key).standing == "lapsed"
    assert not RecordDate.objects.filter(record_id=key).exists()  # nobody is reminded of what has lapsed
    assert stranger.client.get(f"/desk/cases/{case.number}/").status_code == 404


def test_a_team_is_public_once_reviewed_and_its_project_goes_to_the_published_result() -> None:
    clerk, head, stranger = desks()
    typed = {"title": "为老服务队", "field": "aged", "organisation": "某社", "members": "9", "judged_on": day(-30)}
    team = {**typed, "certified": "4", "serves": "上门探访"}
    for field, wrong in {"certified": "10", "title": f"服务队{PHONE}", "organisation": PHONE, "serves": PHONE}.items():
        assert set(clerk.enter("service-teams", **(team | {field: wrong})).context["form"].errors) == {field}
    key = clerk.enter("service-teams", **team)
    assert RecordDate.objects.get(record_id=key).due_on > day(300)
    clerk.client.post(f"{clerk.base}service-teams/{key}/propose/")
    assert "为老服务队" not in Client().get("/about/service-teams/").content.decode()
    head.client.post(f"{clerk.base}service-teams/{key}/review/", {"reason": "可公开"})
    assert "为老服务队" in Client().get("/about/service-teams/").content.decode()
    project = {
        "title": "家庭支持",
        "team": f"#{key}",
        "reaches": "40",
        "method": "小组",
        "aim": "支持",
        "budget": "9000",
    }
    for field in ("title", "aim"):
        assert set(clerk.enter("team-projects", **(project | {field: PHONE})).context["form"].errors) == {field}
    case = clerk.enter("team-projects", **project)
    assert clerk.step(case, "discuss", discussion="商议") == 302
    assert head.step(case, "approve", granted="9001") == 422
    assert head.step(case, "approve", granted="8000") == 302
    assert clerk.step(case, "fund", funded_on=day(0)) == 302
    assert clerk.step(case, "begin", ends_on=day(60)) == 409  # no milestone
    assert clerk.step(case, "set_milestone", milestone="首轮小组", due_on=day(20)) == 302
    assert clerk.step(case, "begin", ends_on=day(60)) == 302
    assert clerk.step(case, "reach", milestone=case.milestones.get().pk, what="完成") == 302
    assert clerk.step(case, "finish", result=f"联系{PHONE}") == 422
    assert clerk.step(case, "finish", result="支持网络已建立") == 302
    assert head.step(case, "drop", reason="队伍解散") == 302
    assert stranger.client.get(f"{clerk.base}service-teams/{key}/").status_code == 404


def test_a_request_is_answered_with_a_department_and_asked_about() -> None:
    clerk, _head, stranger = desks()
    text = {"issued_by": "区人才部门", "document": "某文件", "whom": "青年人才", "offers": "公寓", "apply": "街道受理"}
    policy = {"title": "人才公寓", "area": "housing", **text, "since": day(-9)}
    assert set(clerk.enter("talent-policies", **policy, until=day(-10)).context["form"].errors) == {"until"}
    for field in ("title", "issued_by", "document", "whom", "offers", "apply"):
        assert set(clerk.enter("talent-policies", **(policy | {field: PHONE})).context["form"].errors) == {field}
    key = clerk.enter("talent-policies", **policy, until=day(300))
    asked = {"title": "申请公寓", "name": "苗某", "employer": "甲公司", "area": "housing", "asked": "申请"}
    assert set(clerk.enter("talent-requests", **asked, raised_on=day(1)).context["form"].errors) == {"raised_on"}
    case = clerk.enter("talent-requests", **asked, raised_on=day(0))
    assert list(running(case)) == ["answer"]
    assert clerk.step(case, "talent_pass", passed_to="区房管", wanted_by=day(-1)) == 422
    assert clerk.step(case, "talent_pass", passed_to="区房管", wanted_by=day(7)) == 302
    assert running(case)["department"] == day(7)
    assert clerk.step(case, "talent_answer", answer="可以申请", policy=f"#{key}") == 302
    assert running(case) == {"close": day(15)}
    assert clerk.step(case, "talent_again", reason="未说明材料") == 302
    assert clerk.step(case, "talent_answer", answer="附材料清单", policy="") == 302
    assert clerk.step(case, "talent_close", verdict="", note="回访") == 422
    assert clerk.step(case, "talent_close", verdict="content", note="回访") == 302
    assert (state(case), running(case)) == ("talent_closed", {})
    assert stranger.client.get(f"/desk/cases/{case.number}/").status_code == 404
