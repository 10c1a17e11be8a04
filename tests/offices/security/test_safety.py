"""Safety in production (E1): the year's plan, hazards ordered to be put right, major ones reported at once."""

from typing import Any

import pytest

from caojiadu.core.cases.models import Clock
from caojiadu.core.notices.models import Notice
from caojiadu.core.workdays.deadlines import add_days
from offices.security.models import Inspection, InspectionPlan, Site
from tests.cast import make_staff
from tests.offices.security.desk import Desk, day, running, state

pytestmark = pytest.mark.django_db
ORDER = {"order": "架空线路", "served_how": "signed"}


@pytest.fixture
def clerk() -> Desk:
    return Desk("clerk")


@pytest.fixture
def head() -> Desk:
    return Desk("head", "head")


def site(clerk: Desk, title: str = "某店", risk: str = "high") -> int:
    given = {"title": title, "kind": "shop", "operator": "某公司", "address": "某路", "risk": risk}
    return clerk.enter("sites", **given)


def visit(clerk: Desk) -> Any:
    return clerk.enter("inspections", title="消防检查", site=f"#{site(clerk)}", planned_on=day(0))


def test_a_common_hazard_is_ordered_served_and_rechecked(clerk: Desk, head: Desk) -> None:
    case = visit(clerk)
    assert running(case) == {"planned": day(0)}
    assert clerk.step(case, "inspect_found", found="线路拖地", inspected_on=day(0)) == 302
    assert list(running(case)) == ["order"] and Inspection.objects.get(pk=case.pk).grade == "common"
    assert Site.objects.get().inspected_on == day(0)
    assert clerk.step(case, "order_fix", **ORDER, served_on=day(1), fix_by=day(5)) == 422
    assert clerk.step(case, "order_fix", **ORDER, served_on=day(0), fix_by=day(-1)) == 422
    assert clerk.step(case, "order_fix", **ORDER, served_on=day(0), fix_by=day(5)) == 302
    assert running(case) == {"fix": day(5)}
    assert clerk.step(case, "report_fixed", fixed="已架空") == 302
    assert clerk.step(case, "recheck_failed", fix_by=day(8), seen="仍有一处") == 302
    assert running(case) == {"fix": day(8)}
    clerk.step(case, "report_fixed", fixed="全部架空")
    assert list(running(case)) == ["recheck"]
    assert clerk.step(case, "recheck_passed", seen="已整改") == 302
    assert (state(case), Inspection.objects.get(pk=case.pk).rechecks) == ("hazard_closed", 1)


def test_a_major_hazard_is_told_and_reported_at_once_before_anything_else(clerk: Desk, head: Desk) -> None:
    leader = make_staff("leader", "主任", "leader", "")
    case = visit(clerk)
    assert clerk.step(case, "inspect_major", found="安全出口上锁", inspected_on=day(0)) == 302
    told = Notice.objects.filter(template="major_hazard", channel="portal").values_list("user_id", flat=True)
    assert set(told) == {head.user.pk, leader.pk}
    assert running(case) == {"department": day(1)}
    assert clerk.step(case, "order_fix", **ORDER, served_on=day(0), fix_by=day(2)) in (404, 409)
    assert clerk.step(case, "report_department", department="消防", department_on=day(1)) == 422
    assert clerk.step(case, "report_department", department="消防", department_on=day(0)) == 302
    assert (state(case), list(running(case))) == ("hazard_found", ["order"])
    assert Inspection.objects.get(pk=case.pk).grade == "major"
    assert clerk.step(case, "pass_on", passed_to="消防", reason="拒不整改") == 404
    assert head.step(case, "pass_on", passed_to="消防", reason="拒不整改") == 302


def test_limits_are_counted_from_the_day_of_the_inspection_not_of_its_entry(clerk: Desk) -> None:
    case = visit(clerk)
    for step, wrong in (("inspect_found", day(1)), ("inspect_clean", "")):
        page = clerk.client.post(f"/desk/cases/{case.number}/{step}/", {"found": "线路拖地", "inspected_on": wrong})
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["inspected_on"])
        assert "线路拖地" in page.content.decode()
    late = {"found": "安全出口上锁", "inspected_on": day(-3)}  # entered three days after
    assert clerk.step(case, "inspect_major", **late) == 302
    assert running(case) == {"department": day(-2)} and Site.objects.get().inspected_on == day(-3)
    assert clerk.step(case, "report_department", department="消防", department_on=day(-4)) == 422
    assert clerk.step(case, "report_department", department="消防", department_on=day(-2)) == 302
    assert Clock.objects.get(case_id=case.pk, key="department").state == Clock.State.MET  # told in time then
    assert running(case) == {"order": add_days(day(-3), 3, working=True, roll=None).date}
    assert clerk.step(case, "order_fix", **ORDER, served_on=day(-4), fix_by=day(5)) == 422
    assert clerk.step(case, "order_fix", **ORDER, served_on=day(-3), fix_by=day(5)) == 302
    Site.objects.update(inspected_on=day(-1))
    later = clerk.enter("inspections", title="复查", site=f"#{Site.objects.get().pk}", planned_on=day(0))
    assert clerk.step(later, "inspect_clean", inspected_on=day(-2)) == 302
    assert Site.objects.get().inspected_on == day(-1)  # somebody has looked since


def test_a_planned_inspection_is_moved_or_called_off_by_the_head(clerk: Desk, head: Desk) -> None:
    case = visit(clerk)
    assert clerk.step(case, "inspection_move", planned_on=day(4), reason="场所停业") == 302
    assert running(case) == {"planned": day(4)}
    assert clerk.step(case, "inspection_call_off", reason="已搬离") == 404
    assert head.step(case, "inspection_call_off", reason="已搬离") == 302
    assert state(case) == "inspection_off"


def test_a_plan_of_the_year_opens_its_rounds_and_counts_what_they_found(clerk: Desk, head: Desk) -> None:
    for title, risk in (("甲店", "high"), ("乙店", "high"), ("丙店", "low")):
        site(clerk, title, risk)
    times = {"high_times": "4", "middle_times": "2", "low_times": "1"}
    plan = clerk.enter("inspection-plans", title="年度计划", year="2027", focus="用电", **times, ends_on=day(300))
    assert clerk.step(plan, "safetyplan_round", risk="high", planned_on=day(9)) in (404, 409)
    assert clerk.step(plan, "safetyplan_approve") == 404
    assert head.step(plan, "safetyplan_approve") == 302
    assert InspectionPlan.objects.get().wanted == 2 * 4 + 1
    assert running(plan) == {"review": day(300)}
    assert clerk.step(plan, "safetyplan_round", risk="high", planned_on=day(-1)) == 422
    assert clerk.step(plan, "safetyplan_round", risk="high", planned_on=day(9)) == 302
    opened = list(Inspection.objects.filter(round=plan.pk).order_by("site__title"))
    assert [(one.site.title, one.planned_on, one.office.code) for one in opened] == [
        ("乙店", day(9), "E"),
        ("甲店", day(9), "E"),
    ]
    assert "没有待检查的场所" in clerk.says(plan, "safetyplan_round", risk="high", planned_on=day(9))
    assert clerk.step(opened[0], "inspect_clean", inspected_on=day(0)) == 302
    assert clerk.step(opened[1], "inspect_found", found="线路拖地", inspected_on=day(0)) == 302
    assert head.step(plan, "safetyplan_review", outcome="按计划完成") == 302
    done = InspectionPlan.objects.get()
    assert (done.state, done.held, done.hazards) == ("safetyplan_reviewed", 2, 1)
    assert Desk("stranger", office="D").client.get(f"/desk/cases/{plan.number}/").status_code == 404
