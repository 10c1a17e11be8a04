"""Labour security (D1): disputes within 15 days, job seekers month by month, aid within 10 working days."""

import pytest

from tests.desk import Desk, day, running, state
from tests.offices.service.days import working

pytestmark = pytest.mark.django_db
DISPUTE = {
    "title": "追讨工资",
    "name": "张某某",
    "employer": "甲公司",
    "cause": "wages",
    "workers": "3",
    "claim": "18000",
    "facts": "两个月未发工资",
}
SEEKER = {
    "title": "企业裁员",
    "name": "李某某",
    "hardship": "older",
    "schooling": "high",
    "skills": "仓库管理",
    "wanted": "门卫",
}
AID = {"title": "申领失业金", "name": "李某某", "aid": "benefit", "proof": "解除合同证明", "account": "on"}


@pytest.fixture
def clerk() -> Desk:
    return Desk("clerk", office="D")


def test_a_dispute_is_agreed_within_fifteen_days_and_performed(clerk: Desk) -> None:
    assert clerk.enter("labour-disputes", **DISPUTE, received_on=day(1)).status_code == 422
    case = clerk.enter("labour-disputes", **DISPUTE, received_on=day(-3))
    assert running(case) == {"agree": day(12), "accept": working(3, -3)}
    assert clerk.step(case, "labour_accept", mediator="") == 422
    assert clerk.step(case, "labour_accept", mediator="调解员") == 302
    deal = {"agreement": "十日内付清", "agreed_on": day(0), "perform_by": day(10)}
    assert clerk.step(case, "labour_agree", **deal) == 409  # nobody has met
    assert clerk.step(case, "labour_meet", met_on=day(-4), result="无") == 422
    assert clerk.step(case, "labour_meet", met_on=day(-1), result="核对了考勤") == 302
    assert clerk.step(case, "labour_agree", **{**deal, "perform_by": day(-1)}) == 422
    assert clerk.step(case, "labour_agree", **deal) == 302
    assert running(case) == {"perform": day(10)}
    assert clerk.step(case, "labour_perform", performed_on=day(0)) == 302
    assert (state(case), running(case)) == ("labour_performed", {})
    page = clerk.client.get(f"/desk/cases/{case.number}/").content.decode()
    assert "张某某" not in page and "核对了考勤" in page
    stranger = Desk("stranger", office="E")
    assert stranger.client.get(f"/desk/cases/{case.number}/").status_code == 404


def test_without_agreement_the_way_to_arbitration_is_shown(clerk: Desk) -> None:
    case = clerk.enter("labour-disputes", **DISPUTE, received_on=day(0))
    assert clerk.step(case, "labour_decline", reason="不属劳动争议") == 404  # the head declines
    clerk.step(case, "labour_accept", mediator="调解员")
    assert clerk.step(case, "labour_fail", reason="分歧较大", note="") == 422
    assert clerk.step(case, "labour_fail", reason="分歧较大", note="已告知仲裁机构地址") == 302
    assert (state(case), running(case)) == ("labour_failed", {})
    other, head = clerk.enter("labour-disputes", **DISPUTE, received_on=day(0)), Desk("head", "head", "D")
    assert head.step(other, "labour_decline", reason="属劳务关系") == 302
    assert (state(other), running(other)) == ("labour_declined", {})


def test_a_job_seeker_is_registered_and_contacted_every_month(clerk: Desk) -> None:
    assert clerk.enter("job-seekers", **SEEKER, lost_on=day(2)).status_code == 422
    case = clerk.enter("job-seekers", **SEEKER, lost_on=day(-20))
    assert running(case) == {"register": working(1)}
    assert clerk.step(case, "jobseeker_register", registered_on=day(-30)) == 422  # before the work was lost
    assert clerk.step(case, "jobseeker_register", registered_on=day(-15)) == 302
    assert running(case) == {"contact_first": day(15)}  # from the day of the registration
    assert clerk.step(case, "jobseeker_contact", contact_on=day(-12), offered="推荐门卫岗位") == 302
    assert running(case) == {"contact": day(18)}  # from the day of the contact, not of its entry
    assert clerk.step(case, "jobseeker_employed", employed_on=day(0), employed_at="某物业公司") == 302
    assert (state(case), running(case)) == ("jobseeker_employed", {})


def test_aid_is_decided_within_ten_working_days_of_acceptance(clerk: Desk) -> None:
    seeker = clerk.enter("job-seekers", **SEEKER, lost_on=day(-20))
    case = clerk.enter("employment-aid", **AID, received_on=day(-5), seeker=seeker.number)
    assert running(case) == {"accept": working(1, -5)}
    assert clerk.step(case, "say_missing", missing="身份证") == 302
    assert (state(case), running(case)) == ("employaid_waiting", {})
    assert clerk.step(case, "accept", accepted_on=day(-6)) == 422  # before it was received
    assert clerk.step(case, "accept", accepted_on=day(-4)) == 302
    assert running(case) == {"hand": working(2, -4), "decide": working(10, -4)}
    assert clerk.step(case, "hand", handed_on=day(-3)) == 302
    assert clerk.step(case, "grant", decided_on=day(-1), months="", amount="2500") == 422
    assert clerk.step(case, "grant", decided_on=day(-1), months="12", amount="2500") == 302
    assert running(case) == {"tell": working(2, -1)}
    assert clerk.step(case, "tell", told_on=day(0)) == 302
    assert (state(case), running(case)) == ("employaid_done", {})
    assert case.number in clerk.client.get(f"/desk/cases/{seeker.number}/").content.decode()
    other = clerk.enter("employment-aid", **AID, received_on=day(-5))
    clerk.step(other, "accept", accepted_on=day(-5))
    clerk.step(other, "hand", handed_on=day(-5))
    assert clerk.step(other, "refuse", decided_on=day(0), refused_why="缴费不满一年") == 302
    assert clerk.step(other, "tell_refusal", told_on=day(0), note="已告知复议途径") == 302
    assert state(other) == "employaid_ended"
