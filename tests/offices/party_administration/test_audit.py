"""Audit (A5): three days' notice, ten days for comments, findings struck off by somebody else before publication."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from caojiadu.core.cases.models import Clock
from caojiadu.core.notices.models import Notice
from tests.entries import signed_in
from tests.offices.party_administration.house import enter, errors_of, make_people, office, running, step, today, tried


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return make_people()


def audit(user: Any, *, begins: int = 10) -> Any:
    typed = {"title": "社区活动经费审计", "sort": "finance", "auditor": "firm", "unit": "某某中心", "covers": "上年度"}
    return enter(user, "audits", **typed, planned_on=today(begins))


def finding(user: Any, of: Any, **values: Any) -> Any:
    typed = {"title": "票据不全", "audit": of.number, "weight": "careless", "described": "三笔支出缺清单。"}
    return enter(user, "audit-findings", **{**typed, "sum": "1200", "answers": office("E").pk, **values})


def at(days: int) -> Any:
    """Another day, at noon."""
    return time_machine.travel(dt.datetime.combine(today(days), dt.time(4), dt.UTC))


def test_an_audit_from_the_notice_to_the_published_rectification(people: SimpleNamespace) -> None:
    case = audit(people.clerk)
    assert running(case) == {"notice": today(7)}
    assert all(clock.legal and "审计法" in clock.article for clock in Clock.objects.filter(case_id=case.pk))
    late = tried(people.clerk, case, "audit_notify", notified_on=today(8))
    assert "notified_on" in errors_of(late) and "四十二" in late.content.decode()
    ahead = tried(people.clerk, case, "audit_notify", notified_on=today(1))
    assert "notified_on" in errors_of(ahead)
    case = step(people.clerk, case, "audit_notify", notified_on=today())
    assert tried(people.clerk, case, "audit_begin").status_code == 409
    with at(10):
        case = step(people.clerk, case, "audit_begin")
        early = tried(people.clerk, case, "audit_ask", draft_report="初稿", draft_sent_on=today(-1))
        assert "draft_sent_on" in errors_of(early) and "初稿" in early.content.decode()
        case = step(people.clerk, case, "audit_ask", draft_report="初稿", draft_sent_on=today())
        assert running(case) == {"comments": today(10)}
        assert tried(people.clerk, case, "audit_not_heard").status_code == 409
        found = finding(people.clerk, case)
    with at(20):
        assert tried(people.clerk, case, "audit_not_heard").status_code == 409  # the tenth day is the unit's
    with at(21):
        case = step(people.clerk, case, "audit_not_heard")
        assert tried(people.clerk, case, "audit_report", report="报告").status_code == 404
        case = step(people.head, case, "audit_report", report="审计报告正文。")
        public = {"shown_on": today(), "shown_at": "公告栏"}
        assert tried(people.clerk, case, "audit_show", **public).status_code == 409
        step(people.clerk, found, "finding_demand", demanded="补齐清单。", right_by=today(30))
        step(people.safety, found, "finding_right", measures="已补齐。")
        step(people.head, found, "finding_strike", seen="已核对")
        assert step(people.clerk, case, "audit_show", **public).closed_at
    assert found.number in signed_in(people.clerk).get(f"/desk/cases/{case.number}/").content.decode()


def test_comments_are_heard_and_another_day_needs_another_notice(people: SimpleNamespace) -> None:
    case = step(people.clerk, audit(people.clerk), "audit_notify", notified_on=today())
    case = step(people.clerk, case, "audit_move", planned_on=today(30), reason="被审计单位申请")
    assert case.state == "audit_planned" and running(case) == {"notice": today(27)}
    case = step(people.clerk, case, "audit_move", planned_on=today(20), reason="提前")
    assert running(case) == {"notice": today(17)}
    case = step(people.clerk, case, "audit_notify", notified_on=today())
    with at(20):
        step(people.clerk, case, "audit_begin")
        step(people.clerk, case, "audit_ask", draft_report="初稿", draft_sent_on=today())
        case = step(people.clerk, case, "audit_hear", comments="无异议。")
        assert case.state == "audit_heard" and running(case) == {}


def test_a_finding_is_put_right_by_its_office_and_struck_off_by_another(people: SimpleNamespace) -> None:
    case = finding(people.clerk, audit(people.clerk, begins=0))
    assert signed_in(people.safety).get(f"/desk/cases/{case.number}/").status_code == 200
    assert signed_in(people.stranger).get(f"/desk/cases/{case.number}/").status_code == 404
    early = tried(people.clerk, case, "finding_demand", demanded="补齐", right_by=today(-1))
    assert "right_by" in errors_of(early) and "补齐" in early.content.decode()
    case = step(people.clerk, case, "finding_demand", demanded="补齐", right_by=today(30))
    assert running(case) == {"right": today(30)}
    assert Notice.objects.filter(template="finding_demanded", user=people.safety_head).exists()
    case = step(people.safety, case, "finding_right", measures="已补两笔。")
    assert tried(people.safety, case, "finding_strike", seen="x").status_code == 404
    case = step(people.clerk, case, "finding_not_right", right_by=today(40), reason="还缺一笔")
    assert (case.sent_back, running(case)) == (1, {"right": today(40)})
    case = step(people.head, case, "finding_move", right_by=today(50), reason="对方开票中")
    assert running(case) == {"right": today(50)}
    step(people.head, case, "finding_right", measures="已补齐。")
    case = step(people.clerk, case, "finding_not_right", right_by=today(50), reason="票据未附")
    step(people.safety, case, "finding_right", measures="票据已附。")
    assert tried(people.head, case, "finding_strike", seen="看过").status_code == 409  # reported it before
    assert step(people.leader, case, "finding_strike", seen="看过").closed_at


def test_the_office_that_was_audited_does_not_read_that_a_finding_was_passed_on(people: SimpleNamespace) -> None:
    case = finding(people.clerk, audit(people.clerk, begins=0))
    case = step(people.clerk, case, "finding_demand", demanded="补齐", right_by=today(30))
    page = f"/desk/cases/{case.number}/"
    assert all(signed_in(one).get(page).status_code == 200 for one in (people.safety, people.safety_head))
    assert step(people.head, case, "finding_pass", reason="涉嫌套取").closed_at
    for one in (people.safety, people.safety_head):
        assert signed_in(one).get(page).status_code == 404
        found = signed_in(one).get("/desk/search/", {"q": "票据不全"}).content.decode()
        assert case.number not in found and "涉嫌套取" not in found
    assert "涉嫌套取" in signed_in(people.clerk).get(page).content.decode()


@pytest.mark.parametrize(("field", "values"), [("sum", {"sum": "-1"}), ("audit", {"audit": "SJ-2000-000001"})])
def test_a_finding_that_makes_no_sense_is_refused(people: SimpleNamespace, field: str, values: dict[str, Any]) -> None:
    refused = finding(people.clerk, audit(people.clerk), **values)
    assert refused.status_code == 422 and field in errors_of(refused) and "三笔支出缺清单。" in refused.content.decode()
