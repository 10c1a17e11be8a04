"""Housing security (D5): the street checks and sends its findings, the housing bureau decides, then it is posted."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood
from offices.service.models import AidRules, HousingCheck
from tests.desk import Desk, day, running, state
from tests.entries import signed_in
from tests.offices.service.days import working

pytestmark = pytest.mark.django_db
HOME = {
    "title": "三口之家",
    "name": "张某某",
    "scheme": "low_rent",
    "household_size": "3",
    "declared_area": "18.5",
    "declared_income": "90000",
    "declared_assets": "50000",
}
FOUND = {"found_area": "18", "findings": "与申报一致", "proposal": "meets"}


def test_an_application_from_the_check_to_the_home() -> None:
    clerk, head = Desk("clerk", office="D"), Desk("head", "head", "D")
    place = Neighbourhood.objects.values_list("pk", flat=True)[0]
    assert clerk.enter("housing-applications", **HOME, neighbourhood=place, received_on=day(2)).status_code == 422
    below = {"household_size": "0"} | dict.fromkeys(("declared_area", "declared_income", "declared_assets"), "-1")
    refused = clerk.enter("housing-applications", **HOME | below, neighbourhood=place, received_on=day(-9))
    assert set(refused.context["form"].errors) == set(below)
    case = clerk.enter("housing-applications", **HOME, neighbourhood=place, received_on=day(-9))
    assert running(case) == {"accept": working(1, -9)}
    assert clerk.step(case, "housing_accept", accepted_on=day(-9)) == 302
    assert running(case) == {"findings": working(20, -9)}
    assert clerk.step(case, "housing_check", visited_on=day(-10), **FOUND) == 422
    assert clerk.step(case, "housing_check", visited_on=day(-8), **FOUND | {"found_area": "-3"}) == 422
    assert clerk.step(case, "housing_check", visited_on=day(-8), **FOUND) == 302
    bureau = DistrictBody.objects.get(key="housing")
    assert clerk.step(case, "send_findings", body=bureau.pk, reason="符合") == 404  # the head sends them
    page = head.client.get(f"/desk/cases/{case.number}/send_findings/").content.decode()
    assert "与申报一致" in page
    general = DistrictBody.objects.exclude(key="housing").filter(receives__contains=["consult"])[0]
    assert head.step(case, "send_findings", body=general.pk, reason="符合条件") == 422  # it does not decide
    assert head.step(case, "send_findings", body=bureau.pk, reason="符合条件，建议批准") == 302
    report = Report.objects.get(case=case)
    assert (report.kind, report.body, report.can_be_returned) == ("findings", bureau, True)
    move(case=case, key="district_returned", actor=Actor.district(), data={"report": report, "text": "补充财产核对"})
    assert (state(case), list(running(case))) == ("housing_received", ["findings_again"])
    clerk.step(case, "housing_check", visited_on=day(-7), **FOUND)
    head.step(case, "send_findings", body=bureau.pk, reason="符合条件")
    assert clerk.step(case, "told_elsewhere", answer="同意") == 302
    decided = {"decided_on": day(-5), "decision_number": "静房保1号"}
    assert running(case) == {"enter": working(3)}
    assert clerk.step(case, "housing_post", **decided, posted_on=day(-4), posted_until=day(-5)) == 422
    least = AidRules.now().housing_days
    for first, last, wrong in ((-1, 30, "posted_on"), (0, least - 2, "posted_until"), (1, least - 1, "posted_until")):
        refused = clerk.says(case, "housing_post", **decided, posted_on=day(first), posted_until=day(last))
        assert f'id="id_{wrong}_error"' in refused, (first, last)
    assert clerk.step(case, "housing_post", **decided, posted_on=day(), posted_until=day(least - 1)) == 302
    assert running(case) == {"posting": working(3, least - 1)}
    board = Client().get("/services/posted/").content.decode()
    assert ">张*<" in board and "张某某" not in board and "审核通过，拟登记" in board
    assert clerk.step(case, "housing_register", registered_on=day(), queue="8") == 409  # still posted
    assert clerk.step(case, "housing_object", reason="有人提出异议") == 302
    assert ">张*<" not in Client().get("/services/posted/").content.decode()
    found = HousingCheck.objects.get(pk=case.pk)
    assert (found.decided_on, found.decision_number, found.posted_on, found.posted_until) == (None, "", None, None)
    assert clerk.step(case, "housing_check", visited_on=day(-4), **FOUND) == 302  # after the decision that fell
    head.step(case, "send_findings", body=bureau.pk, reason="异议不成立")
    clerk.step(case, "told_elsewhere", answer="同意")
    decided = {"decided_on": day(-3), "decision_number": "静房保2号"}
    assert clerk.step(case, "housing_post", **decided, posted_on=day(), posted_until=day(least - 1)) == 302
    with time_machine.travel(timezone.now() + dt.timedelta(days=least), tick=True):
        clerk.client = signed_in(clerk.user)
        assert clerk.step(case, "housing_register", registered_on=day(-2), queue="8") == 422  # still posted that day
        assert clerk.step(case, "housing_register", registered_on=day(-1), queue="8") == 302
        HousingCheck.objects.filter(pk=case.pk).update(posted_until=day())  # registered before that was refused
        assert case.clocks.filter(key="posting").latest("pk").state == "met"  # the day after is not late
        assert running(case) == {"recheck_first": day(364)}
        assert clerk.step(case, "housing_recheck", rechecked_on=day(-2), result="仍符合") == 422  # not queued yet
        assert clerk.step(case, "housing_recheck", rechecked_on=day(-1), result="仍符合") == 302
        assert running(case) == {"recheck": day(364)}  # checked in the queue, before anything is allotted
        assert clerk.step(case, "housing_allot", allotted_on=day(), allotted="租金补贴") == 302
        assert clerk.step(case, "housing_end", reason="购房") == 302
        assert (state(case), running(case)) == ("housing_ended", {})
    assert Desk("stranger", office="E").client.get(f"/desk/cases/{case.number}/").status_code == 404


def test_whoever_withdraws_leaves_nothing_waiting_at_the_bureau() -> None:
    clerk, head = Desk("clerk", office="D"), Desk("head", "head", "D")
    case = clerk.enter("housing-applications", **{**HOME, "scheme": "shared"}, received_on=day())
    clerk.step(case, "housing_accept", accepted_on=day())
    assert clerk.step(case, "housing_check", visited_on=day(), **FOUND) == 422  # shared ownership goes by batch
    assert clerk.step(case, "housing_check", visited_on=day(), **FOUND, batch="某批次") == 302
    head.step(case, "send_findings", body=DistrictBody.objects.get(key="housing").pk, reason="符合条件")
    move(case=case, key="take_back", actor=Actor.resident(resident_account(phone="+8613812345678")), data={})
    report = Report.objects.get(case=case)
    assert (report.state, report.reply) == ("answered", "申请人已撤回申请。")
    assert (state(case), running(case)) == ("housing_withdrawn", {})


def test_whoever_checked_does_not_send() -> None:
    head = Desk("head", "head", "D")
    case = head.enter("housing-applications", **HOME, received_on=day())
    head.step(case, "housing_accept", accepted_on=day())
    head.step(case, "housing_check", visited_on=day(), **FOUND)
    bureau = DistrictBody.objects.get(key="housing").pk
    assert head.step(case, "send_findings", body=bureau, reason="符合") == 409
    assert not Report.objects.exists()
    leader = Desk("leader", "leader", "", keeps="D")
    assert leader.step(case, "housing_again", reason="资产未核对") == 302  # who sends it may have it checked again
    assert state(case) == "housing_received"
