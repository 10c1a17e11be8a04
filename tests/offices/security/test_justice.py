"""Administration of justice (E5): legal aid within the days of the law, advice, and counts without names."""

from typing import Any

import pytest

from caojiadu.core.community.residents import find_or_create_resident
from offices.security.models import CorrectionCount
from tests.offices.security.desk import Desk, day, running, state

pytestmark = pytest.mark.django_db
AID = {
    "title": "拖欠工资",
    "name": "张某某",
    "cause": "wages",
    "wanted": "suit",
    "means": "statement",
    "facts": "三个月未发",
}
NONE = {"there": "0", "came": "0", "left": "0", "reported": "0", "not_reported": "0", "helped": "0"}


@pytest.fixture
def clerk() -> Desk:
    return Desk("clerk")


def test_legal_aid_is_decided_in_seven_days_and_assigned_in_three(clerk: Desk) -> None:
    case = clerk.enter("legal-aid", **AID)
    assert list(running(case)) == ["send"]
    assert clerk.step(case, "say_missing", missing="请补充欠条复印件") == 302
    assert clerk.step(case, "legalaid_send", sent_on=day(1)) == 422
    assert clerk.step(case, "legalaid_send", sent_on=day(-2)) == 302
    assert running(case) == {"decide": day(5)}
    assert clerk.step(case, "legalaid_grant", decided_on=day(-3), decision_number="援1号") == 422
    assert clerk.step(case, "legalaid_grant", decided_on=day(-1), decision_number="援1号") == 302
    assert running(case) == {"assign": day(2)}
    assert clerk.step(case, "legalaid_assign", assigned_on=day(0), lawyer="某律师事务所") == 302
    assert running(case) == {}
    assert clerk.step(case, "legalaid_close", outcome="调解结案，工资付清") == 302
    assert state(case) == "legalaid_closed"
    page = clerk.client.get(f"/desk/cases/{case.number}/").content.decode()
    assert "张某某" not in page and "请补充欠条复印件" in page


def test_a_refusal_has_its_reason_and_ends_the_request(clerk: Desk) -> None:
    case = clerk.enter("legal-aid", **AID)
    clerk.step(case, "legalaid_send", sent_on=day(0))
    assert clerk.step(case, "legalaid_refuse", decided_on=day(0), decision_number="2号", refused_why="") == 422
    assert clerk.step(case, "legalaid_refuse", decided_on=day(0), decision_number="2号", refused_why="超出范围") == 302
    assert (state(case), running(case)) == ("legalaid_refused", {})
    other = clerk.enter("legal-aid", **AID)
    assert clerk.step(other, "legalaid_withdraw", reason="已自行和解") == 302
    assert state(other) == "legalaid_withdrawn"


def test_a_question_is_answered_or_sent_on(clerk: Desk) -> None:
    asked = {"title": "遗嘱效力", "name": "李某某", "way": "window", "field": "继承", "question": "自书遗嘱是否有效"}
    case, other = clerk.enter("legal-advice", **asked), clerk.enter("legal-advice", **asked)
    assert list(running(case)) == ["answer"]
    assert clerk.step(case, "legaladvice_give", adviser="值班律师") == 302
    assert clerk.step(case, "legaladvice_answer", adviser="值班律师", answer="符合形式要件的有效") == 302
    assert state(case) == "legaladvice_answered"
    assert clerk.step(other, "legaladvice_send_on", sent_to="nowhere", note="建议调解") == 422
    assert clerk.step(other, "legaladvice_send_on", sent_to="mediation", note="建议调解") == 302
    assert (state(other), running(other)) == ("legaladvice_sent_on", {})


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": "张先生未报到"}, "title"),
        ({"title": "联系13812345678"}, "title"),
        ({"title": "身份证11010519491231002X"}, "title"),
        ({"title": "司马相如未报到"}, "title"),
        ({"there": "5", "came": "2", "reported": "2", "not_reported": "1"}, "reported"),
        ({"there": "1", "came": "4", "left": "2"}, "came"),
    ],
)
def test_correction_is_counted_without_names(typed: dict[str, Any], field: str) -> None:
    find_or_create_resident(name="司马相如", phone="13812345678")
    head = Desk("head", "head")
    good = {"title": "2026年10月", "kind": "correction", "counted_on": day(0), **NONE}
    refused = head.enter("correction-counts", **{**good, **typed})
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {field}
    assert not CorrectionCount.objects.exists()
    assert isinstance(head.enter("correction-counts", **good), int)


def test_another_office_opens_none_of_it_and_a_clerk_no_count(clerk: Desk) -> None:
    case, stranger = clerk.enter("legal-aid", **AID), Desk("stranger", office="D")
    assert stranger.client.get(f"/desk/cases/{case.number}/").status_code == 404
    for desk in (clerk, stranger):
        assert desk.client.get("/desk/security/correction-counts/").status_code == 404
