"""Community workers get a grade and its pay (G3); supporting workers' contracts are renewed or run out (G4)."""

from typing import Any

import pytest

from caojiadu.core.cases.models import Case
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.declaration import find, months_after
from caojiadu.core.registers.verbs import enter
from offices.human_resources.models import CommunityWorker, ContractRenewal, SupportingWorker, WorkerGrade
from tests.offices.human_resources.room import Desk, day, desks, leader, office, running, state

pytestmark = pytest.mark.django_db
GRADINGS: Any = find("worker-gradings")


def grade(clerk: Desk, step: str, pay: str) -> str:
    typed = {"title": f"{step}级", "sequence": "general", "since": day(-9), "source": "区标准"}
    return f"#{clerk.enter('worker-grades', **typed, step=step, pay=pay)}"


def worker(clerk: Desk, **changed: Any) -> Any:
    there = Neighbourhood.objects.get(key="wunan").pk
    typed = {"title": "施某", "neighbourhood": there, "duty": "窗口接待", "born": "1978-05", "original_age": "55"}
    return clerk.enter("community-workers", **{**typed, "joined_on": day(-190), "trial_until": day(-7), **changed})


def test_a_worker_is_graded_after_the_trial_and_promoted_later() -> None:
    clerk, head, stranger = desks()
    low, high = grade(clerk, "1", "6200"), grade(clerk, "3", "6900")
    taken = {"title": "又一级", "sequence": "general", "step": "1", "pay": "1", "since": day(0), "source": "某"}
    assert set(clerk.enter("worker-grades", **taken).context["form"].errors) == {"step"}
    for wrong, field in (({"neighbourhood": ""}, "neighbourhood"), ({"trial_until": day(-200)}, "trial_until")):
        assert set(worker(clerk, **wrong).context["form"].errors) == {field}
    key = worker(clerk)
    asked = {"title": "定级", "worker": f"#{key}", "grounds": "考核合格"}
    assert set(clerk.enter("worker-gradings", **asked, why="up", grade=high).context["form"].errors) == {"why"}
    case = head.enter("worker-gradings", **asked, why="first", grade=low)
    assert clerk.step(case, "grading_hear", committee_view="") == 422
    assert clerk.step(case, "grading_hear", committee_view="同意") == 302
    assert clerk.step(case, "grading_show", shown_on=day(1)) == 422
    assert clerk.step(case, "grading_show", shown_on=day(-8)) == 302
    assert list(running(case)) == ["shown"]
    assert clerk.step(case, "grading_grant", effective_on=day(0), heard="无") == 404
    assert head.step(case, "grading_grant", effective_on=day(0), heard="无") == 409  # the head proposed it
    assert leader().step(case, "grading_grant", effective_on=day(0), heard="无") == 302
    found = CommunityWorker.objects.get(pk=key)
    assert (state(case), found.standing, f"#{found.grade_id}") == ("grading_granted", "graded", low)
    assert set(clerk.enter("worker-gradings", **asked, why="down", grade=high).context["form"].errors) == {"grade"}
    other = clerk.enter("worker-gradings", **asked, why="up", grade=high)
    assert head.step(other, "grading_refuse", reason="名额已满") == 302
    up = clerk.enter("worker-gradings", **asked, why="up", grade=high)
    clerk.step(up, "grading_hear", committee_view="同意")
    clerk.step(up, "grading_show", shown_on=day(-8))
    assert head.step(up, "grading_grant", effective_on=day(0), heard="无") == 302
    page = clerk.client.get(f"{clerk.base}community-workers/{key}/").content.decode()
    assert "<b>原现岗位等级</b> 1级" in page  # the history names the grade that was held before
    assert stranger.client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert stranger.client.get(f"{clerk.base}community-workers/{key}/").status_code == 404


def test_a_worker_has_one_open_grading_and_a_second_one_from_before_is_refused_and_not_granted() -> None:
    clerk, head, _stranger = desks()
    low, key = grade(clerk, "1", "6200"), worker(clerk)
    asked = {"title": "定级", "worker": f"#{key}", "grounds": "考核合格", "why": "first", "grade": low}
    case = clerk.enter("worker-gradings", **asked)
    refused = clerk.enter("worker-gradings", **asked)
    assert case.number in refused.context["form"].errors["worker"][0]
    rows = {"worker": CommunityWorker.objects.get(pk=key), "grade": WorkerGrade.objects.get()}
    older = enter(GRADINGS, {**asked, **rows}, user=clerk.user)  # opened before the rule
    for one, granted in ((case, 302), (older, 422)):
        assert clerk.step(one, "grading_hear", committee_view="同意") == 302
        assert clerk.step(one, "grading_show", shown_on=day(-8)) == 302
        assert head.step(one, "grading_grant", effective_on=day(0), heard="无") == granted
    assert head.step(older, "grading_refuse", reason="已定级") == 302
    assert (state(case), state(older)) == ("grading_granted", "grading_refused")
    assert isinstance(
        clerk.enter("worker-gradings", **(asked | {"why": "up", "grade": grade(clerk, "2", "7000")})), Case
    )


def test_the_appraisal_hears_committee_and_residents_and_every_rank_may_be_contested() -> None:
    clerk, head, _stranger = desks()
    key = worker(clerk)
    case = clerk.enter("community-worker-appraisals", title="考核", person=f"#{key}", year=str(day(0).year))
    twice = {"title": "考核", "person": f"#{key}", "year": str(day(0).year)}
    assert set(clerk.enter("community-worker-appraisals", **twice).context["form"].errors) == {"year"}
    assert head.step(case, "drop", reason="年度填错") == 302
    case = clerk.enter("community-worker-appraisals", **twice)  # what was called off does not count
    clerk.step(case, "summarise", summary="总结")
    said = {"superior": "好", "committee_view": "好", "satisfied": "96", "rank": "qualified"}
    assert clerk.step(case, "propose", **(said | {"satisfied": "101"})) == 422
    assert clerk.step(case, "propose", **said) == 302
    head.step(case, "decide", rank="qualified")
    clerk.step(case, "tell", told_on=day(-3))
    assert clerk.step(case, "object", objected_on=day(-1), objection="应为优秀") == 302
    assert running(case) == {"review": day(14)}
    course = {"provider": "区社区学院", "starts_on": day(3), "ends_on": day(2), "hours": "8"}
    wrong = clerk.enter("community-worker-training", title="课程", person=f"#{key}", topic="law", **course)
    assert set(wrong.context["form"].errors) == {"ends_on"}
    one = clerk.enter(
        "community-worker-training", title="课程", person=f"#{key}", topic="law", **course | {"ends_on": day(4)}
    )
    assert clerk.step(one, "drop", reason="冲突") == 302


def helper(clerk: Desk, **changed: Any) -> Any:
    typed = {"title": "秦某", "works_in": office("C"), "duty": "巡查", "engaged": "dispatch", "firm": "甲公司"}
    born = {"born": "1970-07", "original_age": "60", "joined_on": day(-700)}
    begun = months_after(day(40), -24)
    return clerk.enter(
        "supporting-workers", **{**typed, **born, "contract_from": begun, "contract_until": day(40), **changed}
    )


def test_a_contract_that_ends_is_renewed_or_runs_out() -> None:
    clerk, head, stranger = desks()
    for wrong, field in (({"firm": ""}, "firm"), ({"contract_until": day(30)}, "contract_until")):
        assert set(helper(clerk, **wrong).context["form"].errors) == {field}
    key = helper(clerk)
    month = f"{day(-31):%Y-%m}"
    days = {
        "title": "考勤",
        "worker": f"#{key}",
        "month": month,
        "owed": "22",
        "worked": "19",
        "leave": "1",
        "absent": "2",
    }
    assert set(clerk.enter("attendance", **(days | {"absent": "0"})).context["form"].errors) == {"worked"}
    assert set(clerk.enter("attendance", **(days | {"month": "十月"})).context["form"].errors) == {"month"}
    assert isinstance(clerk.enter("attendance", **days), int)
    assert set(clerk.enter("attendance", **days).context["form"].errors) == {"month"}
    about = {"title": "合同到期", "worker": f"#{key}"}
    assert set(clerk.enter("contract-renewals", **about, ends_on=day(41)).context["form"].errors) == {"ends_on"}
    case = clerk.enter("contract-renewals", **about, ends_on=day(40))
    assert set(clerk.enter("contract-renewals", **about, ends_on=day(40)).context["form"].errors) == {"worker"}
    assert running(case)["contract"] == day(40)
    assert clerk.step(case, "renewal_ask", wish="stay") == 302
    assert clerk.step(case, "renewal_judge", work_seen="认真") == 302
    assert ContractRenewal.objects.get(pk=case.pk).days_absent == 2
    assert clerk.step(case, "renewal_agree", new_until=day(800)) == 404
    for short in (39, 760):  # before the old one ends, and less than two years after
        assert head.step(case, "renewal_agree", new_until=day(short)) == 422
    assert head.step(case, "renewal_agree", new_until=day(800)) == 302
    assert clerk.step(case, "renewal_sign", signed_on=day(0)) == 302
    found = SupportingWorker.objects.get(pk=key)
    assert (found.contract_until, found.renewals, running(case)) == (day(800), 1, {})
    other = clerk.enter("contract-renewals", **about, ends_on=day(800))
    clerk.step(other, "renewal_ask", wish="leave")
    assert clerk.step(other, "renewal_leave", left_on=day(1)) == 422
    assert clerk.step(other, "renewal_leave", left_on=day(0)) == 302
    assert SupportingWorker.objects.get(pk=key).ended_on == day(0)
    assert stranger.client.get(f"/desk/cases/{other.number}/").status_code == 404


@pytest.mark.parametrize(
    ("decided", "typed"),
    [("", {}), ("renewal_agree", {"new_until": day(400)}), ("renewal_decline", {"reason": "岗位撤销"})],
)
def test_whoever_leaves_instead_may_and_the_contract_is_watched_until_then(decided: str, typed: dict[str, Any]) -> None:
    clerk, head, _stranger = desks()
    key = helper(clerk, engaged="direct", firm="")  # may be renewed for less than two years
    case = clerk.enter("contract-renewals", title="合同到期", worker=f"#{key}", ends_on=day(40))
    clerk.step(case, "renewal_ask", wish="stay")
    clerk.step(case, "renewal_judge", work_seen="认真")
    assert not decided or head.step(case, decided, **typed) == 302
    assert running(case) == {"contract": day(40)}
    assert clerk.step(case, "renewal_leave", left_on=day(0)) == 302
    assert (state(case), running(case)) == ("renewal_left", {})
    assert SupportingWorker.objects.get(pk=key).ended_on == day(0)
