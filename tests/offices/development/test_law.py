"""Systems and changes (H10), normative documents, reconsiderations and lawsuits (H11)."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caojiadu.core.organisation.models import Office
from tests.desk import Desk, day, running, state
from tests.offices.development.room import articles, not_entered, people, refused, sees, take

MONDAY = dt.datetime(2026, 3, 2, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def office(code: str) -> int:
    return Office.objects.get(code=code).pk


def test_a_change_is_built_and_accepted_by_the_office_that_asked(room: SimpleNamespace) -> None:
    clerk, head = room.clerk, room.head
    asker, other = room.stranger, Desk("fz-other", "handler", "C", keeps="H")
    system = {"title": "报名系统", "owner": office("H"), "runs": "cloud", "grade": "two"}
    assert not_entered(clerk, "information-systems", **system, reviewed_on=day(1)) == ["reviewed_on"]
    key = clerk.enter("information-systems", **system, reviewed_on=day(-10))
    data = {"title": "学员信息", "system": f"#{key}", "contents": "报名", "basis": "职责"}
    assert not_entered(clerk, "data-sets", **data, sort="sensitive") == ["assessed_on"]
    assert isinstance(clerk.enter("data-sets", **data, sort="sensitive", assessed_on=day()), int)
    case = asker.enter("change-requests", title="短信提醒", system=f"#{key}", urgency="wish", need="少打电话")
    assert (sees(asker, case), sees(other, case)) == (200, 404)
    take(clerk, case, "change_assess", assessment="十人日")
    assert clerk.step(case, "change_agree", begins_on=day(), ready_on=day(9)) == 404
    assert refused(head, case, "change_agree", begins_on=day(), ready_on=day(-1)) == ["ready_on"]
    take(head, case, "change_agree", begins_on=day(), ready_on=day(20))
    assert running(case) == {"ready": day(20)}
    take(clerk, case, "change_build", delivered="已测试")
    for somebody in (clerk, room.second, head):
        assert somebody.step(case, "change_accept", result="好") == 409  # not the office that asked
    assert room.second.step(case, "change_back", reason="不合用", ready_on=day(30)) == 409
    take(asker, case, "change_back", reason="英文未改", ready_on=day(30))
    assert running(case) == {"ready": day(30)}  # a day of its own, however late the first try was
    take(clerk, case, "change_build", delivered="已补")
    assert take(asker, case, "change_accept", result="可用").state == "change_accepted"
    dropped = asker.enter("change-requests", title="换系统", system=f"#{key}", urgency="wish", need="升级")
    assert clerk.step(dropped, "change_withdraw", reason="不做") == 409
    assert take(head, dropped, "change_off", reason="市级系统已覆盖").state == "change_called_off"
    own = clerk.enter("change-requests", title="本科室", system=f"#{key}", urgency="wish", need="统计")
    assert take(clerk, own, "change_withdraw", reason="不再需要").state == "change_withdrawn"


@pytest.mark.django_db
def test_a_normative_document_passes_three_hands_and_runs_out() -> None:
    with time_machine.travel(MONDAY):
        room = people()
        clerk, head = room.clerk, room.head
        typed = {"title": "场馆管理办法", "basis": "有关规定", "drafted_by": office("H")}
        assert not_entered(clerk, "normative-documents", **typed, subject="电话13800138000") == ["subject"]
        case = clerk.enter("normative-documents", **typed, subject="场馆使用规则")
        assert sees(room.stranger, case) == 404
        take(clerk, case, "normative_hear", heard="三十日")
        assert running(case) == {"review": dt.date(2026, 3, 23)}
        assert clerk.step(case, "normative_review", legal_opinion="合法") == 409
        take(room.second, case, "normative_review", legal_opinion="合法")
        page = reverse("public_register", args=["normative-documents"])
        assert "场馆管理办法" not in Client().get(page).content.decode()
        issue = {"document_number": "1号", "issued_on": day()}
        assert refused(head, case, "normative_issue", **issue, valid_until=day(-1)) == ["valid_until"]
        take(head, case, "normative_issue", **issue, valid_until=day(700))
        own = head.enter("normative-documents", **typed | {"title": "另一办法"}, subject="规则")
        take(clerk, own, "normative_hear", heard="三十日")
        take(room.second, own, "normative_review", legal_opinion="合法")
        assert head.step(own, "normative_issue", **issue, valid_until=day(700)) == 409  # the head's own words
        take(room.leader, own, "normative_issue", **issue, valid_until=day(700))
        assert "场馆管理办法" in Client().get(page).content.decode()
        assert running(case) == {"file": dt.date(2026, 3, 23), "valid": day(700)}
        filed = take(clerk, case, "normative_file", filed_on=day())
        assert filed.closed_at and running(case) == {"valid": day(700)}
        take(head, case, "normative_extend", valid_until=day(900), reason="评估后延长")
        assert running(case) == {"valid": day(900)}
        assert take(head, case, "normative_repeal", reason="已被取代").state == "normative_repealed"
        assert "场馆管理办法" not in Client().get(page).content.decode()


@pytest.mark.django_db
def test_a_reconsideration_is_answered_in_ten_or_five_working_days() -> None:
    with time_machine.travel(MONDAY):
        room = people()
        clerk, head = room.clerk, room.head
        typed = {"title": "不服答复", "act": "书面答复", "done_by": office("A")}
        wrong = not_entered(clerk, "reconsiderations", **typed, procedure="ordinary", received_on=day(1))
        assert wrong == ["received_on"]
        case = clerk.enter("reconsiderations", **typed, procedure="ordinary", received_on=day())
        assert running(case) == {"answer": dt.date(2026, 3, 16)} and sees(room.stranger, case) == 404
        assert articles(case)["answer"] == (True, "《行政复议法》第四十八条、第五十四条、第八十八条")
        take(clerk, case, "reconsideration_procedure", procedure="summary", reason="案情简单")
        assert running(case) == {"answer": dt.date(2026, 3, 9)}
        take(clerk, case, "reconsideration_write", answer="依据正确")
        assert clerk.step(case, "reconsideration_answer", answered_on=day()) == 404
        assert refused(head, case, "reconsideration_answer", answered_on=day(-1)) == ["answered_on"]
        take(head, case, "reconsideration_answer", answered_on=day())
        decided = {"decision": "ordered", "decided_on": day(), "note": "责令重新答复"}
        assert refused(clerk, case, "reconsideration_decide", **decided, perform_by="") == ["perform_by"]
        take(clerk, case, "reconsideration_decide", **decided, perform_by=day(30))
        assert running(case) == {"perform": day(30)}
        assert take(clerk, case, "reconsideration_perform", performed="已重新答复").state == "reconsideration_closed"


def test_a_lawsuit_has_fifteen_days_for_the_defence_and_for_the_appeal(room: SimpleNamespace) -> None:
    clerk, head = room.clerk, room.head
    typed = {"title": "诉答复", "court": "某法院", "claim": "撤销", "sued_office": office("A")}
    assert not_entered(clerk, "lawsuits", **typed, received_on=day(1)) == ["received_on"]
    case = clerk.enter("lawsuits", **typed, received_on=day(-5))
    assert running(case) == {"defence": day(10)} and sees(room.stranger, case) == 404
    assert articles(case)["defence"] == (True, "《行政诉讼法》第六十七条")
    assert refused(clerk, case, "lawsuit_defend", answered_on=day(-6)) == ["answered_on"]
    take(clerk, case, "lawsuit_defend", answered_on=day())
    take(clerk, case, "lawsuit_hearing", hearing_at=f"{day(20)}T09:30", appears="deputy", note="分管负责人")
    assert running(case) == {"hearing": day(20)} and clerk.step(case, "lawsuit_heard", result="已开庭") == 409
    take(clerk, case, "lawsuit_hearing", hearing_at=f"{day()}T00:00", appears="deputy", note="提前开庭")
    take(clerk, case, "lawsuit_heard", result="择日宣判")
    assert running(case) == {}  # the hearing was kept, however late the judgment comes
    take(clerk, case, "lawsuit_hearing", hearing_at=f"{day(30)}T09:30", appears="deputy", note="再次开庭")
    assert running(case) == {"hearing": day(30)}
    take(clerk, case, "lawsuit_judge", outcome="partly", served_on=day())
    assert running(case) == {"appeal": day(15)}
    assert clerk.step(case, "lawsuit_accept", note="不上诉") == 404
    take(head, case, "lawsuit_appeal", reason="适用法律有误")
    take(clerk, case, "lawsuit_second", outcome="lost", served_on=day())
    assert running(case) == {"perform": day(30)}
    take(clerk, case, "lawsuit_end", performed="已重新答复")
    assert state(case) == "lawsuit_ended"
