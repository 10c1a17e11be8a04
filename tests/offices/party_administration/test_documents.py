"""Papers received and issued (A2): the way of each, who may do what, numbers, secrecy, the day of the archive."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.accounts.posts import appoint
from caojiadu.core.external_systems.models import Counterpart
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import OfficeTask
from caojiadu.core.registers.verbs import enter as enter_record
from offices.party_administration.models import Passing, ReceivedPaper
from tests.entries import signed_in
from tests.offices.party_administration.house import (
    BASE,
    enter,
    errors_of,
    make_people,
    office,
    running,
    step,
    today,
    tried,
)

SEEN = {"no_state_secret": "on", "no_work_secret": "on", "no_personal": "on"}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return make_people()


def received(user: Any, **values: Any) -> Any:
    given = {"title": "关于开展夏季消防检查的通知", "sender": "区应急局", "reference": "某应急〔2026〕8号"}
    given |= {"dated_on": today(-3), "received_on": today(), "urgency": "urgent", "grade": "none"}
    return enter(user, "papers-received", **{**given, "wanted_on": today(20), "exchange_number": "GW-8", **values})


def line_of(user: Any, title: str = "某街办") -> Any:
    values = {"title": title, "issuer": "office", "used_for": "日常公文", "since": dt.date(2026, 1, 1)}
    return enter_record(find("number-lines"), values, user=user)


def drafted(user: Any, line: Any, **values: Any) -> Any:
    given = {"title": "关于做好防汛准备的通知", "line": f"#{line.pk}", "paper_kind": "notice", "addressee": "各居民区"}
    given |= {"urgency": "plain", "grade": "none", "openness": "open", "text": "一、检查排水口。\n二、备好物资。"}
    return enter(user, "papers-issued", **{**given, **values})


def test_a_paper_becomes_tasks_and_comes_back_done(people: SimpleNamespace) -> None:
    paper = received(people.clerk)
    assert set(running(paper)) == {"propose", "wanted"} and running(paper)["wanted"] == today(20)
    paper = step(people.clerk, paper, "paper_propose", proposal="拟请平安办、管理办办理。")
    assert Notice.objects.filter(template="paper_to_direct", user=people.leader).exists()
    assert tried(people.clerk, paper, "paper_direct", direction="同意").status_code == 404
    paper = step(people.leader, paper, "paper_direct", direction="请平安办牵头。", wanted_on=today(15))
    assert paper.directed_by == people.leader and running(paper) == {"wanted": today(15)}

    asked = {"offices": [office("E").pk, office("C").pk], "task": "消防检查", "content": "检查并报送情况。"}
    refused = tried(people.clerk, paper, "hand_out", **asked, wanted_on=today(16))
    assert refused.status_code == 422 and "wanted_on" in errors_of(refused)
    assert tried(people.clerk, paper, "hand_out", task="x", content="x", wanted_on=today(5)).status_code == 422
    paper = step(people.clerk, paper, "hand_out", **asked, wanted_on=today(10))
    tasks = {task.office.code: task for task in OfficeTask.objects.filter(parent_id=paper.pk)}
    assert set(tasks) == {"C", "E"} and paper.number in tasks["E"].source
    assert all(running(task)["wanted"] == today(10) for task in tasks.values())
    assert signed_in(people.safety).get(f"/desk/cases/{paper.number}/").status_code == 200
    assert signed_in(people.stranger).get(f"/desk/cases/{paper.number}/").status_code == 404

    assert tried(people.clerk, paper, "paper_close", outcome="已办").status_code == 409
    step(people.safety, tasks["E"], "task_sign")
    step(people.clerk, paper, "urge", note="请于本周内反馈。")
    told = Notice.objects.filter(template="task_urged", channel="portal").values_list("user", flat=True)
    assert set(told) == {people.safety_head.pk, people.manager.pk}
    step(people.safety, tasks["E"], "task_done", outcome="检查12处，隐患已消除。")
    step(people.clerk, tasks["E"], "task_verify")
    assert Notice.objects.filter(template="task_came_back", user=people.head).exists()
    assert tried(people.clerk, paper, "paper_close", outcome="已办").status_code == 409
    step(people.head, tasks["C"], "task_recall", reason="由平安办一并办理")
    paper = step(people.clerk, paper, "paper_close", outcome="已检查并反馈区应急局。")
    assert running(paper) == {} and Counterpart.objects.get(pk=paper.pk).to_enter

    paper = step(people.clerk, paper, "paper_archive", file_number="2026-收-8", retention="30")
    assert paper.closed_at and running(paper) == {"transfer": paper.dated_on.replace(year=paper.dated_on.year + 10)}
    assert step(people.clerk, paper, "paper_transfer", note="已移交").state == "paper_transferred"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("grade", {"grade": "secret"}),
        ("grade", {"grade": "top"}),
        ("grade", {"grade": ""}),
        ("title", {"title": "机密★10年 关于某事的通知"}),
        ("wanted_on", {"wanted_on": ""}),
        ("wanted_on", {"wanted_on": today(-1)}),
        ("received_on", {"received_on": today(-4), "wanted_on": today()}),
        ("dated_on", {"dated_on": today(1), "received_on": today(1)}),
        ("sender", {"sender": ""}),
    ],
)
def test_a_paper_that_is_secret_or_makes_no_sense_is_refused(
    people: SimpleNamespace, field: str, values: dict[str, Any]
) -> None:
    refused = received(people.clerk, **values)
    assert refused.status_code == 422 and field in errors_of(refused)
    assert "某应急〔2026〕8号" in refused.content.decode()
    assert not ReceivedPaper.objects.exists()


def test_a_number_of_the_exchange_is_taken_once(people: SimpleNamespace) -> None:
    paper = received(people.clerk)
    assert (paper.foreign_system, paper.foreign_number) == ("document-exchange", "GW-8")
    assert Counterpart.objects.get(pk=paper.pk).number == "GW-8"
    assert "exchange_number" in errors_of(received(people.clerk))
    assert received(people.clerk, exchange_number="").number
    page = signed_in(people.clerk).get("/desk/elsewhere/document-exchange/")
    assert page.status_code == 200
    assert signed_in(people.stranger).get("/desk/elsewhere/document-exchange/").status_code == 404


def test_it_is_read_by_whom_it_was_passed_to_before_it_is_archived(people: SimpleNamespace) -> None:
    paper = received(people.clerk, urgency="plain", wanted_on="")
    paper = step(people.clerk, paper, "paper_propose", proposal="拟传阅。")
    paper = step(people.head, paper, "paper_direct", direction="马主任：阅。")
    assert tried(people.clerk, paper, "paper_pass_round").status_code == 422
    named = {"offices": [office("E").pk], "leaders": [people.leader.pk]}
    step(people.clerk, paper, "paper_pass_round", **named)
    assert "平安" in signed_in(people.clerk).get(f"/desk/cases/{paper.number}/").content.decode()
    assert tried(people.manager, paper, "paper_read").status_code == 404
    assert tried(people.head, paper, "paper_read").status_code == 409  # it was not passed to this office
    step(people.safety, paper, "paper_read")
    assert tried(people.clerk, paper, "paper_close", outcome="已办").status_code == 409  # nothing was handed out
    paper = step(people.clerk, paper, "paper_take_note", outcome="阅知件。")
    assert tried(people.clerk, paper, "paper_archive", file_number="1", retention="10").status_code == 409
    step(people.leader, paper, "paper_read")
    assert step(people.clerk, paper, "paper_archive", file_number="1", retention="10").state == "paper_archived"


def test_a_draft_is_checked_countersigned_and_signed_by_others_than_its_author(people: SimpleNamespace) -> None:
    paper = drafted(people.clerk, line_of(people.head))
    assert tried(people.clerk, paper, "issue_check").status_code == 409
    paper = step(people.second, paper, "issue_check")
    paper = step(people.clerk, paper, "issue_ask_countersign", offices=[office("E").pk, office("C").pk])
    assert "countersign" in running(paper)
    assert tried(people.safety, paper, "issue_countersign").status_code == 404  # its head does
    assert step(people.safety_head, paper, "issue_countersign").state == "issue_countersigning"
    assert tried(people.safety_head, paper, "issue_countersign").status_code == 409
    back = step(people.manager, paper, "issue_object", reason="第二条请改")
    assert back.state == "issue_drafted" and running(back) == {}
    paper = step(people.second, paper, "issue_redraft", addressee="各居民区", text="一、检查排水口。")
    for who in (people.second, people.clerk):  # each has written some of it
        assert tried(who, paper, "issue_check").status_code == 409
    step(people.head, paper, "issue_check")
    step(people.clerk, paper, "issue_ask_countersign", offices=[office("E").pk])
    paper = step(people.safety_head, paper, "issue_countersign")
    assert paper.state == "issue_to_sign" and running(paper) == {}
    assert Notice.objects.filter(template="issue_to_sign", user=people.leader).exists()
    assert tried(people.head, paper, "issue_sign").status_code == 404
    paper = step(people.leader, paper, "issue_sign")
    assert (paper.signed_by, paper.signed_on) == (people.leader, today())
    paper = step(people.clerk, paper, "issue_number")
    assert paper.issue_number == f"某街办〔{today().year}〕1号"
    paper = step(people.clerk, paper, "issue_seal", copies="30")
    paper = step(people.clerk, paper, "issue_send", sent_how="公文交换系统")
    assert Counterpart.objects.get(pk=paper.pk).to_enter
    paper = step(people.clerk, paper, "issue_archive", file_number="2026-发-1", retention="forever")
    assert running(paper) == {"transfer": today().replace(year=today().year + 10)}


def test_a_leader_who_drafted_does_not_sign_and_a_recall_ends_the_waiting(people: SimpleNamespace) -> None:
    line = line_of(people.head)
    appoint(user=people.leader, role="handler", office=office("A"))
    paper = drafted(people.leader, line)
    step(people.clerk, paper, "issue_check")
    step(people.clerk, paper, "issue_ask_countersign", offices=[office("C").pk])
    paper = step(people.clerk, paper, "issue_recall", reason="科长出差")
    assert paper.state == "issue_checked" and running(paper) == {}
    step(people.clerk, paper, "issue_submit")
    assert tried(people.leader, paper, "issue_sign").status_code == 409
    assert step(people.leader, paper, "issue_not_sign", reason="另拟").state == "issue_drafted"


def test_a_leader_who_wrote_some_of_it_does_not_sign_even_if_somebody_wrote_since(people: SimpleNamespace) -> None:
    appoint(user=people.leader, role="handler", office=office("A"))
    paper = drafted(people.leader, line_of(people.head))
    step(people.clerk, paper, "issue_redraft", addressee="各居民区", text="一、检查排水口。")
    assert tried(people.leader, paper, "issue_check").status_code == 409
    step(people.second, paper, "issue_check")
    step(people.clerk, paper, "issue_submit")
    assert tried(people.leader, paper, "issue_sign").status_code == 409


def test_numbers_of_a_year_have_no_gap_and_each_line_its_own(people: SimpleNamespace) -> None:
    first, second = line_of(people.head), line_of(people.head, "某街工委")
    found = []
    for line in (first, first, second):
        paper = drafted(people.clerk, line)
        for who, key in ((people.head, "issue_check"), (people.clerk, "issue_submit"), (people.leader, "issue_sign")):
            step(who, paper, key)
        assert "issue_drop" not in signed_in(people.head).get(f"/desk/cases/{paper.number}/").content.decode()
        found.append(step(people.clerk, paper, "issue_number").issue_number)
    year = today().year
    assert found == [f"某街办〔{year}〕1号", f"某街办〔{year}〕2号", f"某街工委〔{year}〕1号"]
    same = signed_in(people.head).post(
        f"{BASE}number-lines/new/", {"title": "某街办", "issuer": "office", "used_for": "x", "since": "2026-01-01"}
    )
    assert same.status_code == 422 and "title" in errors_of(same)


def told(template: str) -> set[int]:
    return set(Notice.objects.filter(template=template, channel="portal").values_list("user", flat=True))


def signed(people: SimpleNamespace, line: Any) -> Any:
    """A paper with its day that was countersigned by the Security Office and signed."""
    paper = drafted(people.clerk, line, issue_by=today(9))
    step(people.second, paper, "issue_check")
    step(people.clerk, paper, "issue_ask_countersign", offices=[office("E").pk])
    step(people.safety_head, paper, "issue_countersign")
    return step(people.leader, paper, "issue_sign")


def test_what_goes_back_to_its_author_is_approved_by_everybody_anew(people: SimpleNamespace) -> None:
    paper = signed(people, line_of(people.head))
    assert tried(people.clerk, paper, "issue_unsign", reason="日期有误").status_code == 404
    assert "reason" in errors_of(tried(people.leader, paper, "issue_unsign", reason=""))
    paper = step(people.leader, paper, "issue_unsign", reason="日期有误")
    assert (paper.state, paper.checked_by, paper.signed_by, paper.signed_on) == ("issue_drafted", None, None, None)
    assert not Passing.objects.filter(case=paper.pk).exists() and told("issue_back") == {
        people.clerk.pk,
        people.head.pk,
    }
    assert tried(people.clerk, paper, "issue_send_back", reason="请改").status_code == 409  # to oneself
    step(people.second, paper, "issue_send_back", reason="第二条不清楚")
    paper = step(people.second, paper, "issue_check")
    paper = step(people.head, paper, "issue_send_back", reason="标题请改")
    assert (paper.state, paper.checked_by) == ("issue_drafted", None)
    assert tried(people.clerk, paper, "issue_submit").status_code == 409


def test_a_void_paper_keeps_its_number_and_everybody_who_had_it_is_told(people: SimpleNamespace) -> None:
    line, year = line_of(people.head), today().year
    paper = step(people.clerk, signed(people, line), "issue_number")
    review = {"title": "防汛通知", "asked_by": office("A").pk, "medium": "site", "wording": "一、检查。"}
    waiting, rejected = (enter(people.second, "publication-reviews", **review, paper=paper.number) for _ in range(2))
    rejected = step(people.clerk, rejected, "review_reject", ground="标题请改")
    assert tried(people.clerk, paper, "issue_void", reason="内容有误").status_code == 404
    assert "reason" in errors_of(tried(people.head, paper, "issue_void", reason=" "))
    paper = step(people.head, paper, "issue_void", reason="内容有误")
    everybody = {people.clerk.pk, people.second.pk, people.leader.pk, people.safety_head.pk}
    assert told("issue_void") == everybody and paper.issue_number == f"某街办〔{year}〕1号"
    assert not Counterpart.objects.filter(pk=paper.pk).exists()  # it never went out
    assert (running(paper), paper.closed_at) == ({}, None)  # still to be archived
    for page in (f"/desk/cases/{paper.number}/", f"{BASE}papers-issued/"):
        assert "已作废" in signed_in(people.clerk).get(page).content.decode()
    assert "paper" in errors_of(enter(people.second, "publication-reviews", **review, paper=paper.number))
    for one, key, typed in ((waiting, "review_pass", SEEN), (rejected, "review_resubmit", {"wording": "已改。"})):
        refused = tried(people.head, one, key, **typed, ground="")
        assert refused.status_code == 409 and "该公文已作废" in refused.content.decode()
        assert step(people.head, one, "review_withdraw", reason="公文已作废").closed_at
    later = step(people.clerk, signed(people, line), "issue_number")
    assert later.issue_number == f"某街办〔{year}〕2号"
    paper = step(people.clerk, paper, "issue_void_archive", file_number="2026-废-1", retention="10")
    assert paper.closed_at and running(paper) == {"transfer": today().replace(year=year + 10)}
    assert step(people.clerk, paper, "issue_void_transfer", note="已移交").state == "issue_void_transferred"


def test_a_paper_that_went_out_is_not_declared_void_in_silence(people: SimpleNamespace) -> None:
    paper = step(people.clerk, signed(people, line_of(people.head)), "issue_number")
    step(people.clerk, paper, "issue_seal", copies="30")
    paper = step(people.clerk, paper, "issue_send", sent_how="公文交换系统")
    Counterpart.objects.filter(pk=paper.pk).update(entered_at=timezone.now())
    assert tried(people.leader, paper, "issue_void", reason="内容有误").status_code == 409
    assert "done" in errors_of(tried(people.leader, paper, "issue_void_sent", reason="内容有误"))
    paper = step(people.clerk, paper, "issue_archive", file_number="2026-发-1", retention="forever")
    paper = step(people.leader, paper, "issue_void_sent", reason="内容有误", done="已函告主送单位并收回。")
    assert paper.state == "issue_void_archived" and set(running(paper)) == {"transfer"}
    assert Counterpart.objects.get(pk=paper.pk).changes == ["issue_void_sent"]
