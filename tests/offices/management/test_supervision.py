"""Supervision slips to branches through their pages: issued, signed for, answered, verified; or up to the district."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.cases.sweep import sweep
from caojiadu.core.district import replies
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import DistrictBody
from offices.management.models import Resource
from tests.desk import Desk, day, running, state
from tests.offices.management.grid import dispatched

pytestmark = pytest.mark.django_db
SLIP = {"title": "屋顶搭建", "ground": "call", "demand": "请到场处置并反馈"}
BODY = {"field": "街面秩序", "contact": "值班室", "phone": "", "strength": "", "agreement_until": ""}
DONE = {"answer": "done", "feedback": "已拆除"}


@pytest.fixture(name="at")
def desks() -> SimpleNamespace:
    made = {
        name: Desk(name, role, "C") for name, role in (("clerk", "handler"), ("other", "handler"), ("chief", "head"))
    }
    return SimpleNamespace(**made, stranger=Desk("stranger", "handler", "D", keeps="C"))


def branch(at: SimpleNamespace, kind: str = "branch") -> Resource:
    return Resource.objects.get(pk=at.clerk.enter("resources", title=f"某{kind}", kind=kind, **BODY))


def issued(at: SimpleNamespace, **more: Any) -> Any:
    slip = at.clerk.enter("supervision-slips", **{**SLIP, "resource": f"#{branch(at).pk}", "wanted_on": day(5), **more})
    assert at.clerk.step(slip, "slip_issue", way="paper") == 404  # only the head issues
    assert at.chief.step(slip, "slip_issue", way="paper") == 302
    return slip


def signed(at: SimpleNamespace, **more: Any) -> Any:
    slip = issued(at, **more)
    assert at.clerk.step(slip, "slip_sign", signed_by="值班室", signed_on=day(0)) == 302
    return slip


def test_from_being_drafted_to_being_closed(at: SimpleNamespace) -> None:
    slip = issued(at)
    assert running(slip)["slip_feedback"] == day(5) and "slip_sign" in running(slip)
    assert at.clerk.step(slip, "slip_sign", signed_by="值班室", signed_on=day(1)) == 422  # a day that has not come
    assert at.clerk.step(slip, "slip_sign", signed_by="值班室", signed_on=day(0)) == 302
    assert at.clerk.step(slip, "slip_answer", **DONE, feedback_on=day(-1)) == 422  # before it was signed for
    assert at.clerk.step(slip, "slip_answer", **DONE, feedback_on=day(0)) == 302
    assert set(running(slip)) == {"slip_check"}
    assert at.clerk.step(slip, "slip_verify", seen="自己看的") == 409  # four eyes
    assert at.other.step(slip, "slip_verify", seen="现场已拆") == 302
    assert at.chief.step(slip, "slip_close", result="销号") == 302
    assert state(slip) == "slip_closed"
    page = at.clerk.client.get(f"/desk/cases/{slip.number}/").content.decode()
    assert "现场已拆" in page and "销号" in page
    assert at.stranger.client.get(f"/desk/cases/{slip.number}/").status_code == 404


@pytest.mark.parametrize("kind", ["company", "property", "team"])
def test_slips_go_to_departments_and_branches_only(at: SimpleNamespace, kind: str) -> None:
    answer = at.clerk.enter("supervision-slips", **SLIP, resource=f"#{branch(at, kind).pk}", wanted_on=day(5))
    assert answer.status_code == 422 and "派出机构" in answer.content.decode()
    assert SLIP["demand"] in answer.content.decode()


def test_feedback_that_does_not_settle_it_is_asked_for_again(at: SimpleNamespace) -> None:
    slip = signed(at)
    assert at.clerk.step(slip, "slip_answer", answer="part", feedback="已约谈", feedback_on=day(0)) == 302
    assert at.other.step(slip, "slip_not_settled", wanted_on="", reason="仍在搭建") == 422
    assert at.other.step(slip, "slip_not_settled", wanted_on=day(9), reason="仍在搭建") == 302
    assert (state(slip), running(slip)["slip_feedback"]) == ("slip_signed", day(9))
    page = at.clerk.client.get(f"/desk/cases/{slip.number}/").content.decode()
    assert "已约谈" in page and "仍在搭建" in page  # what was said before stays readable
    assert at.chief.step(slip, "slip_answer", **DONE, feedback_on=day(0)) == 302
    assert at.clerk.step(slip, "slip_verify", seen="已看") == 409  # entered feedback before
    assert at.other.step(slip, "slip_verify", seen="已看") == 302


def test_what_stays_unsolved_is_reported_up_and_comes_back(at: SimpleNamespace) -> None:
    slip = signed(at)
    body = DistrictBody.objects.get(key="urban-enforcement")
    up = {"body": body.pk, "reason": "多部门职责不清", "tried": "两次督办"}
    assert at.chief.step(slip, "report_up", **up) == 409  # its day has not passed, nothing was said yet
    assert at.clerk.step(slip, "slip_answer", answer="not", feedback="无执法权限", feedback_on=day(0)) == 302
    assert at.clerk.step(slip, "report_up", **up) == 404
    assert at.chief.step(slip, "report_up", **up) == 302
    report = Report.objects.get(case_id=slip.pk)
    assert (report.kind, report.body, report.tried) == ("unsettled", body, "两次督办")
    assert (state(slip), running(slip)) == ("slip_above", {})
    replies.acknowledge(report=report, number="区城管1号")
    replies.send_back(report=report, reason="请补充材料")
    assert (state(slip), running(slip)) == ("slip_signed", {})
    slip.refresh_from_db()
    assert slip.waiting == ""
    assert at.chief.step(slip, "slip_later", wanted_on=day(3), reason="区里退回，继续督办") == 302
    assert running(slip)["slip_feedback"] == day(3)
    assert at.chief.step(slip, "report_up", **up) == 302
    replies.answer(report=Report.objects.latest("pk"), text="由区局牵头处置")
    assert state(slip) == "slip_verified"
    assert at.chief.step(slip, "slip_close", result="区局已处置") == 302


def test_a_slip_about_a_grid_case_shows_on_its_page(at: SimpleNamespace) -> None:
    case = dispatched(SimpleNamespace(colleague=at.clerk.user, handler=at.other.user))
    page = at.clerk.client.get(f"/desk/cases/{case.number}/").content.decode()
    assert f"/desk/management/supervision-slips/new/?grid_case={case.pk}" in page
    slip = issued(at, grid_case=case.number)
    assert slip.number in at.clerk.client.get(f"/desk/cases/{case.number}/").content.decode()
    assert case.number in at.clerk.client.get(f"/desk/cases/{slip.number}/").content.decode()


def test_a_slip_that_is_not_signed_for_in_time_is_told(at: SimpleNamespace) -> None:
    slip = issued(at)
    done = sweep(timezone.now() + dt.timedelta(days=7))
    assert done["climbed"] >= 2  # signing and feedback
    assert state(slip) == "slip_issued"
    assert slip.events.filter(move="late").count() == 2
