"""Plans and projects (H0), indicators (H1), reform tasks (H2), from opening to end through their pages."""

import datetime as dt
from types import SimpleNamespace

import time_machine

from caojiadu.core.organisation.models import Office
from offices.development.models import Indicator
from offices.development.plans.register import quarter_end
from tests.cast import again
from tests.desk import day, running, state
from tests.entries import signed_in
from tests.offices.development.room import not_entered, people, refused, sees, take

NOON = dt.time(12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def test_a_project_reports_every_quarter_until_it_is_closed_in_public(db: None) -> None:
    with time_machine.travel(dt.datetime.combine(dt.date(2026, 5, 11), NOON)):
        project_runs_until_closed(people())


def project_runs_until_closed(room: SimpleNamespace) -> None:
    clerk, head = room.clerk, room.head
    period = {"adopted_by": "党工委会议", "adopted_on": day(-30), "since": day(-20), "goals": "改善环境"}
    assert not_entered(clerk, "development-plans", title="规划", kind="five", **period, until=day(-21)) == ["until"]
    plan = clerk.enter("development-plans", title="五年规划", kind="five", **period, until=day(1500))
    typed = {"title": "口袋公园", "kind_of": "streets", "plan": f"#{plan}", "site": "某路", "aim": "改善环境"}
    found = {"site": "联系13800138000"}
    assert not_entered(clerk, "development-projects", **typed | found, budget=90000) == ["site"]
    case = clerk.enter("development-projects", **typed, budget=90000)
    assert sees(room.stranger, case) == 404
    take(clerk, case, "discuss", discussion="已踏勘")
    assert clerk.step(case, "approve", granted=80000) == 404  # whoever began it does not approve it
    assert refused(head, case, "approve", granted=90001) == ["granted"]
    take(head, case, "approve", granted=80000)
    take(clerk, case, "fund", funded_on=day())
    take(clerk, case, "set_milestone", milestone="竣工", due_on=day(20))
    take(clerk, case, "begin", ends_on=day(120), builder="某公司")
    assert running(case) == {"milestone": day(20), "end": day(120), "quarter": dt.date(2026, 6, 30)}
    assert refused(clerk, case, "quarterly_report", progress=101, done="完成") == ["progress"]
    take(clerk, case, "quarterly_report", progress=40, done="完成基础")
    assert running(case)["quarter"] == dt.date(2026, 9, 30)
    take(clerk, case, "quarterly_report", progress=50, done="补报进度")
    assert running(case)["quarter"] == dt.date(2026, 9, 30)
    take(clerk, case, "reach", milestone=case.milestones.get().pk, what="完成")
    take(clerk, case, "finish", result="公园开放")
    assert "quarter" not in running(case)
    assert clerk.step(case, "review", verdict="good", review="合格") == 409
    take(room.second, case, "rework", reason="缺照明", ends_on=day(130))
    assert running(case)["end"] == day(130)  # it has time for it
    assert running(case)["quarter"] == dt.date(2026, 9, 30)  # this quarter's is there
    take(clerk, case, "finish", result="公园开放，照明已补")
    take(room.second, case, "review", verdict="good", review="验收合格")
    words = {name: typed[name] for name in ("title", "site", "aim")} | {"result": "公园开放", "review": "验收合格"}
    assert refused(head, case, "publish", **words | {"result": "施工方电话13800138000"}) == ["result"]
    assert clerk.step(case, "publish", **words) == 404
    done = take(head, case, "publish", **words)
    assert done.state == "devproject_published" and done.closed_at and done.published_on == day()


def test_a_late_report_leaves_that_of_its_own_quarter_owed(db: None) -> None:
    with time_machine.travel(dt.datetime.combine(dt.date(2026, 5, 11), NOON)) as clock:
        clerk, head = (room := people()).clerk, room.head
        typed = {"title": "口袋公园", "kind_of": "streets", "site": "某路", "aim": "改善环境"}
        case = clerk.enter("development-projects", **typed, budget=90000)
        take(clerk, case, "discuss", discussion="已踏勘")
        take(head, case, "approve", granted=80000)
        take(clerk, case, "fund", funded_on=day())
        take(clerk, case, "set_milestone", milestone="竣工", due_on=day(20))
        take(clerk, case, "begin", ends_on=day(120), builder="某公司")
        clock.move_to(dt.datetime.combine(dt.date(2026, 7, 3), NOON))
        clerk.client = signed_in(again(clerk.user))
        take(clerk, case, "quarterly_report", progress=40, done="第二季度")
        assert running(case)["quarter"] == dt.date(2026, 9, 30)


def test_the_last_day_of_each_quarter() -> None:
    days = {dt.date(2026, 1, 1): dt.date(2026, 3, 31), dt.date(2026, 12, 31): dt.date(2026, 12, 31)}
    assert {one: quarter_end(one) for one in days} == days


def test_an_indicator_shows_what_somebody_else_reviewed(room: SimpleNamespace) -> None:
    clerk, head = room.clerk, room.head
    typed = {"title": "投诉量", "field": "space", "year": 2026, "unit": "件", "better": "less", "target": "60"}
    indicator = clerk.enter("indicators", **typed, source="台账")
    report = {"title": "半年报告", "indicator": f"#{indicator}", "period_until": day(-9)}
    assert not_entered(clerk, "indicator-reports", **report, wanted_on=day(-10)) == ["wanted_on"]
    case = clerk.enter("indicator-reports", **report, wanted_on=day(5))
    assert running(case) == {"figure": day(5)} and sees(room.stranger, case) == 404
    assert refused(clerk, case, "indicator_measure", value=61, measured_on=day(1), method="汇总") == ["measured_on"]
    take(clerk, case, "indicator_measure", value=61, measured_on=day(), method="汇总")
    take(head, case, "indicator_again", reason="口径不一致", wanted_on=day(9))
    assert running(case) == {"figure": day(9)}
    take(head, case, "indicator_measure", value=61, measured_on=day(-1), method="统一口径")
    take(head, case, "indicator_again", reason="换人复测", wanted_on=day(9))
    take(clerk, case, "indicator_measure", value=61, measured_on=day(-1), method="统一口径")
    assert head.step(case, "indicator_review", comment="未达标") == 409  # who once measured it
    done = take(room.leader, case, "indicator_review", comment="加强源头分类")
    assert (done.verdict, done.state) == ("missed", "indicator_reviewed")
    assert Indicator.objects.values_list("measured", "measured_on").get() == (61, day(-1))
    older = clerk.enter("indicator-reports", **report | {"period_until": day(-40)}, wanted_on=day(5))
    take(clerk, older, "indicator_measure", value=50, measured_on=day(-30), method="汇总")
    assert take(head, older, "indicator_review", comment="已达标").verdict == "reached"
    assert Indicator.objects.values_list("measured", "measured_on").get() == (61, day(-1))  # the newer one stays


def test_a_reform_waits_for_its_offices_and_ends_in_a_rule(db: None) -> None:
    with time_machine.travel(dt.datetime.combine(dt.date(2026, 3, 2), NOON)):
        room = people()
        clerk, head = room.clerk, room.head
        typed = {"title": "会商机制", "area": "working", "basis": "清单", "problem": "多头", "measure": "会商"}
        wrong = not_entered(clerk, "reform-tasks", **typed, year=2026, ends_on="2027-01-01")
        assert wrong == ["ends_on"]
        case = clerk.enter("reform-tasks", **typed, year=2026, ends_on="2026-11-30")
        assert running(case) == {"approve": dt.date(2026, 3, 16)} and sees(room.stranger, case) == 404
        revised = {"problem": "多头", "measure": "会商", "ends_on": "2026-11-30"}
        take(clerk, case, "reform_revise", **revised)
        assert set(running(case)) == {"approve"}  # its end is watched once it is approved
        take(head, case, "reform_approve")
        assert running(case) == {"end": dt.date(2026, 11, 30)}
        take(clerk, case, "reform_start", note="试点")
        office = Office.objects.get(code="D").pk
        task = {"office": office, "task": "梳理事项", "content": "梳理清单", "wanted_on": "2026-04-01"}
        take(clerk, case, "hand_out", **task)
        assert clerk.step(case, "reform_report", outcome="有效") == 409
        child = type(case)._base_manager.get(parent_id=case.pk)
        take(head, child, "task_recall", reason="并入另一任务")
        take(clerk, case, "reform_report", outcome="有效")
        take(head, case, "reform_back", reason="补充试点", ends_on="2027-01-31")
        assert running(case) == {"end": dt.date(2027, 1, 31)}  # what goes back may last into the next year
        take(clerk, case, "reform_report", outcome="有效")
        take(head, case, "reform_accept", result="通过")
        assert running(case) == {"rule": dt.date(2026, 4, 1)}
        take(clerk, case, "reform_close", rule_made="会商办法（试行）")
    assert state(case) == "reform_closed"
