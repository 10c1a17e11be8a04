"""Appraisal of branches: an open form without names, counted once for each browser; then the street's opinion."""

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import DistrictBody
from offices.management.appraisal import views as view
from offices.management.appraisal.counting import result_of, results_of
from offices.management.models import AppraisalRound, Ballot, BranchAppraisal
from tests.desk import Desk, day, running, state
from tests.entries import signed_in
from tests.offices.management.rounds import BODY, ROUND, ballot, desks, opened, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture(name="at")
def at_their_desks() -> SimpleNamespace:
    return desks()


def test_a_round_is_opened_by_somebody_else_and_only_with_somebody_to_appraise(at: SimpleNamespace) -> None:
    days = {"year": 2026, "opens_on": day(0), "closes_on": day(10)}
    refused = at.clerk.enter("appraisal-rounds", **{**ROUND, **days, "closes_on": day(-1)})
    assert refused.status_code == 422 and "请评价到场和处置" in refused.content.decode()
    own = at.chief.enter("appraisal-rounds", **ROUND, **days)
    assert at.chief.step(own, "round_open", note="") in (409, 422)
    one, rows = prepared(at)
    assert len(rows) == 2
    company = at.clerk.enter("resources", title="某公司", kind="company", **BODY)
    assert at.clerk.enter("appraisals", title="评议", round=one.number, resource=f"#{company}").status_code == 422
    twice = at.clerk.enter("appraisals", title="评议", round=one.number, resource=f"#{rows[0].resource_id}")
    assert twice.status_code == 422 and "已列入" in twice.content.decode()
    assert at.clerk.step(one, "round_open", note="自己开") == 404
    assert Client().get(f"/management/appraisal/{one.number}/").status_code == 404
    assert at.chief.step(one, "round_open", note="已审查") == 302
    assert running(one)["round_closes"] == day(10)
    late = at.clerk.enter("appraisals", title="评议", round=one.number, resource=f"#{company}")
    assert late.status_code == 422


def test_residents_appraise_without_a_name_once_for_each_browser(at: SimpleNamespace) -> None:
    _one, rows, url = opened(at)
    first, second = Client(), Client()
    assert url in first.get("/").content.decode()
    assert url in first.get("/about/appraisal-rounds/").content.decode()
    page = first.get(url).content.decode()
    assert "某branch" in page and "某department" in page
    assert first.post(url, ballot(rows, 5, 2, remark="希望夜间多巡查")).status_code == 302
    assert first.post(url, ballot(rows, 4, 2)).status_code == 302  # changed, not counted twice
    assert second.post(url, ballot(rows, 3, None, voice="organisation")).status_code == 302
    assert Ballot.objects.count() == 2
    lines = result_of(rows[0])
    assert [line.grades for line in lines] == [[0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0], [0, 1, 1, 0, 0]]
    assert (lines[-1].total, lines[-1].satisfied, lines[2].satisfied) == (2, 50, None)
    assert [line.total for line in result_of(rows[1])] == [1, 0, 0, 1]
    sent = first.get(url).content.decode()
    assert "已计入" in sent and "<form" not in sent.partition("<main")[2] and sent.count("<dt") == 3
    again = first.get(f"{url}?change=1").content.decode()
    assert "您已参加评议" in again and re.search(rf'name="grade-{rows[0].pk}" value="4"[^>]*checked', again)


def test_one_account_is_one_voice_on_whatever_phone(at: SimpleNamespace) -> None:
    _one, rows, url = opened(at)
    find_or_create_resident(name="张三", phone="13812345678")
    account = resident_account(phone="+8613812345678")
    for grade in (1, 5):
        assert signed_in(account).post(url, ballot(rows, grade, None)).status_code == 302
    assert Ballot.objects.count() == 1 and result_of(rows[0])[-1].grades == [1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"grades": (None, None)}, None, "请至少评价一家单位"),
        ({"grades": (5, None), "voice": ""}, "voice", "请选择："),
        ({"grades": (9, None)}, 0, ""),
        ({"grades": (5, None), "remark": "找王某 13800138000"}, "remark", "13800138000"),
        ({"grades": (5, None), "remark": "长" * 301}, "remark", "300"),
    ],
)
def test_what_the_form_refuses(at: SimpleNamespace, typed: dict[str, Any], field: Any, words: str) -> None:
    _one, rows, url = opened(at)
    grades = typed.pop("grades")
    answer = Client().post(url, ballot(rows, *grades, **typed))
    assert answer.status_code == 422 and words in answer.content.decode()
    name = f"grade-{rows[0].pk}" if field == 0 else field
    assert name is None or name in answer.context["form"].errors
    assert not Ballot.objects.exists()


def test_many_from_one_connection_are_asked_to_wait(at: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "PER_ADDRESS", (2, 3600))
    _one, rows, url = opened(at)
    assert [Client().post(url, ballot(rows, 5, 5)).status_code for _time in range(3)] == [302, 302, 429]
    assert Ballot.objects.count() == 2


def test_the_count_closes_ballots_belong_to_nobody_and_the_street_says_its_opinion(at: SimpleNamespace) -> None:
    one, rows, url = opened(at)
    Client().post(url, ballot(rows, 5, 4, remark="很好"))
    paper = {"voice": "resident", "where": "听证会", "grade_5": 3, "grade_1": "-1"}
    assert at.clerk.step(rows[0], "appraisal_paper", **paper) == 422
    assert at.clerk.step(rows[0], "appraisal_paper", voice="resident", where="听证会") == 422
    assert at.clerk.step(rows[0], "appraisal_paper", **paper | {"grade_1": 1}) == 302
    assert at.clerk.step(one, "round_close") == 409  # open until its day
    with time_machine.travel(timezone.now() + dt.timedelta(days=11), tick=False):
        later = {name: signed_in(getattr(at, name).user) for name in ("clerk", "other", "chief")}
        for name, client in later.items():
            getattr(at, name).client = client
        assert "目前未开放" in Client().get(url).content.decode()
        assert Client().post(url, ballot(rows, 1, 1)).status_code == 200 and Ballot.objects.count() == 1
        assert at.clerk.step(one, "round_close") == 302
        assert set(Ballot.objects.values_list("digest", flat=True)) == {""}
        assert [state(row) for row in rows] == ["appraisal_counted"] * 2
        assert at.chief.step(one, "round_end", result="结束") == 409
        written_and_passed_on(at, rows[0])
        other = rows[1]
        assert at.clerk.step(other, "appraisal_write", street_grade=3, street_opinion="一般") == 302
        assert at.chief.step(other, "appraisal_rewrite", reason="补充事例") == 302
        assert at.clerk.step(other, "appraisal_write", street_grade=3, street_opinion="一般，举例") == 302
        assert at.chief.step(other, "appraisal_sign") == 302
        assert at.clerk.step(other, "appraisal_handed_over", note="书面送交") == 302
        assert at.clerk.step(other, "appraisal_end", result="已采纳") == 302
        assert at.chief.step(one, "round_end", result="已全部反馈") == 302
    assert AppraisalRound.objects.get().state == "round_done"


def test_the_result_is_read_by_staff_after_the_count_and_by_everybody_once_reviewed(
    at: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    one, rows, url = opened(at)
    for grades in ((5, 4), (4, None), (2, None)):
        assert Client().post(url, ballot(rows, *grades)).status_code == 302
    paper = {"voice": "organisation", "where": "座谈会", "grade_4": 2, "grade_1": 1}
    assert at.clerk.step(rows[0], "appraisal_paper", **paper) == 302
    page = f"/desk/cases/{one.number}/"
    for path in (page, f"/desk/cases/{rows[0].number}/"):  # nobody sees how it stands while it runs
        assert "67 %" not in at.clerk.client.get(path).content.decode()
    assert at.chief.step(one, "round_result") in (404, 409)
    with time_machine.travel(timezone.now() + dt.timedelta(days=11), tick=False):
        for name in ("clerk", "chief", "other"):
            getattr(at, name).client = signed_in(getattr(at, name).user)
        assert at.clerk.step(one, "round_close") == 302
        with django_assert_num_queries(2):
            results = results_of(one)
        assert [(row.appraisal.pk, row.every.grades) for row in results] == [
            (rows[0].pk, [1, 3, 0, 1, 1]),
            (rows[1].pk, [0, 1, 0, 0, 0]),
        ]
        assert sum(results[0].every.grades) == 3 + sum((2, 1))  # every answer, on the form or on paper, once
        staff = at.clerk.client.get(page).content.decode()
        assert re.search(r"某branch</a></th><td class=\"num\">6</td><td class=\"num\">67 %", staff)
        assert re.search(r"某department</a></th><td class=\"num\">1</td><td class=\"num\">100 %", staff)
        assert "67 %" in at.clerk.client.get(f"/desk/cases/{rows[0].number}/").content.decode()
        says_nothing_of(one, url)
        assert one.title not in Client().get("/about/appraisal-rounds/").content.decode()
        assert at.clerk.step(one, "round_result") == 404
        assert at.chief.step(one, "round_result") == 302
        public = Client().get(url).content.decode()
        assert "<b>67%</b>" in public and re.findall(r'<span class="num">(\d+)</span>', public)[:5] == list("13011")
        assert url in Client().get("/about/appraisal-rounds/").content.decode()
        # What everybody reads stays as it was reviewed, until it is taken off.
        assert at.clerk.step(rows[0], "appraisal_paper", **paper) == 409
        assert at.chief.step(one, "take_off", reason="有误") == 302
        says_nothing_of(one, url)
        assert at.clerk.step(rows[0], "appraisal_paper", **paper) == 302
        assert results_of(one)[0].every.total == 9
        assert at.chief.step(rows[1], "appraisal_paper", **paper) == 302
        assert at.chief.step(one, "round_result") == 409  # whoever entered some of the figures
        assert Desk("boss", "leader", "", keeps="C").step(one, "round_result") == 302


def says_nothing_of(one: AppraisalRound, url: str) -> None:
    page = Client().get(url).content.decode()
    assert "目前未开放" in page
    assert not [words for words in (one.title, ROUND["about"], "67%", "某branch") if words in page]


def written_and_passed_on(at: SimpleNamespace, row: BranchAppraisal) -> None:
    assert "appraisal_opinion" in running(row)
    assert at.chief.step(row, "appraisal_write", street_grade=4, street_opinion="到场及时") == 302
    assert at.chief.step(row, "appraisal_sign") == 409  # whoever wrote it does not sign it
    at.chief.step(row, "appraisal_rewrite", reason="由经办拟写")
    assert at.clerk.step(row, "appraisal_write", street_grade=4, street_opinion="到场及时") == 302
    assert at.chief.step(row, "appraisal_sign") == 409  # nor whoever wrote some of it
    assert Desk("boss", "leader", "", keeps="C").step(row, "appraisal_sign") == 302
    page = at.chief.client.get(f"/desk/cases/{row.number}/appraisal_pass_on/").content.decode()
    assert "参评 5 份，满意率 80%" in page
    body = DistrictBody.objects.get(key="urban-enforcement")
    assert at.chief.step(row, "appraisal_pass_on", body=body.pk, reason="到场及时。满意率 80%") == 302
    report = Report.objects.get(case_id=row.pk)
    assert (report.kind, report.body) == ("opinion", body)
    assert at.clerk.step(row, "appraisal_end", result="主管部门已采纳") == 302
    assert state(row) == "appraisal_ended"


def test_another_office_finds_none_of_it(at: SimpleNamespace) -> None:
    one, rows, _url = opened(at)
    for path in (f"/desk/cases/{one.number}/", f"/desk/cases/{rows[0].number}/", "/desk/management/appraisals/"):
        assert at.leader.client.get(path).status_code == 404
