"""Opinions of residents (F4, R7): handled here, reported, passed to the district alone or in a digest, and answered."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.cases.models import Clock
from caojiadu.core.district import replies
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.organisation.queries import bodies_for
from caojiadu.core.registers.models import OfficeTask, RecordDate
from caojiadu.core.workdays.deadlines import add_days
from offices.self_governance.models import Opinion, OpinionDigest
from tests.offices.self_governance.room import DAY, due, ended, enter, matter, state, step

pytestmark = pytest.mark.django_db


def typed(room: SimpleNamespace, **more: Any) -> dict[str, Any]:
    place = Neighbourhood.objects.get(key="wunan").pk
    said = {"title": "电梯等候久", "text": "早高峰电梯等候久", "voices": 12, "source": "committee"}
    return {**said, "neighbourhood": place, "heard_on": room.today - DAY, **more}


def reported(room: SimpleNamespace, **more: Any) -> Opinion:
    """An opinion that the committee could not settle, with the street."""
    case = matter(room.clerk, "opinions", **typed(room, **more))
    assert step(room.clerk, case, "opinion_classify", theme="estate", summary="建议电梯错峰运行").status_code == 302
    assert step(room.clerk, case, "opinion_report", reason="居委会难以协调").status_code == 302
    return Opinion.objects.get(pk=case.pk)


def body_key() -> Any:
    return bodies_for("opinion").values_list("pk", flat=True)[0]


def working(room: SimpleNamespace, days: int) -> dt.date:
    return add_days(room.today, days, working=True, roll=None).date


def test_what_a_committee_settles_itself_is_told_to_residents(room: SimpleNamespace) -> None:
    case = matter(room.clerk, "opinions", **typed(room))
    assert due(case, "classify") == working(room, 2)
    step(room.clerk, case, "opinion_classify", theme="estate", summary="建议电梯错峰运行")
    assert due(case, "route") == working(room, 3)
    step(room.clerk, case, "opinion_handle")
    clock = Clock.objects.get(case=case, key="in_time")
    assert (clock.due_on, clock.legal) == (working(room, 10), False) and "第三十条" in clock.article
    step(room.clerk, case, "opinion_settle", handled="已错峰运行")
    assert ended(case, "in_time") == Clock.State.MET and due(case, "tell") == working(room, 5)
    step(room.clerk, case, "opinion_tell", told="楼道公告")
    assert state(case) == "opinion_told"
    assert room.stranger.get(f"/desk/cases/{case.number}/").status_code == 404


def test_opinions_name_nobody_and_were_heard_before(room: SimpleNamespace) -> None:
    for wrong, field in (
        ({"text": "请打13800138000找我"}, "text"),
        ({"text": "王阿姨说电梯慢"}, "text"),
        ({"heard_on": room.today + DAY}, "heard_on"),
    ):
        assert enter(room.clerk, "opinions", **typed(room, **wrong)).context["form"].errors.keys() == {field}
    case = matter(room.clerk, "opinions", **typed(room))
    refused = step(room.clerk, case, "opinion_classify", theme="estate", summary="居民身份证11010519491231002X反映")
    assert refused.context["form"].errors.keys() == {"summary"}
    step(room.clerk, case, "opinion_refer", reason="个人诉求")
    assert state(case) == "opinion_referred"


def test_the_street_gives_it_to_an_office_and_answers_when_that_is_done(room: SimpleNamespace) -> None:
    case = reported(room)
    assert due(case, "street") == working(room, 15)
    office = Office.objects.get(code="C")
    given = {"office": office.pk, "task": "电梯维保检查", "content": "检查", "wanted_on": room.today + 5 * DAY}
    assert step(room.clerk, case, "hand_out", **given).status_code == 302
    assert OfficeTask.objects.get(parent=case).office == office
    assert step(room.clerk, case, "opinion_answer", handled="已检查").status_code == 409  # the task is not done
    assert step(room.head, case, "opinion_keep", reason="纳入年度研究").status_code == 302


def test_the_head_passes_it_to_the_district_which_answers(room: SimpleNamespace) -> None:
    case = reported(room)
    assert step(room.clerk, case, "report_up", body=body_key(), reason="建议").status_code in (403, 404)
    shown = room.head.get(f"/desk/cases/{case.number}/report_up/").content.decode()
    assert "建议电梯错峰运行" in shown
    with_number = step(room.head, case, "report_up", body=body_key(), reason="联系13800138000")
    assert with_number.context["form"].errors.keys() == {"reason"}
    assert step(room.head, case, "report_up", body=body_key(), reason="建议电梯错峰运行").status_code == 302
    report = Report.objects.get(case=case)
    assert (report.kind, report.reason, case.title) == ("opinion", "建议电梯错峰运行", report.title)
    case.refresh_from_db()
    assert case.state == "opinion_district"
    replies.acknowledge(report=report, number="区〔2026〕1号")
    replies.answer(report=report, text="已纳入计划")
    case.refresh_from_db()
    assert case.state == "opinion_answered"
    assert due(case, "tell") == working(room, 5)


def test_an_answer_by_telephone_is_written_down_and_nobody_waits_any_more(room: SimpleNamespace) -> None:
    case = reported(room)
    step(room.head, case, "report_up", body=body_key(), reason="建议")
    assert step(room.clerk, case, "told_elsewhere", handled="电话答复：已列入计划").status_code == 302
    assert state(case) == "opinion_answered"
    report = Report.objects.get(case=case)
    assert (report.state, report.reply) == ("answered", "电话答复：已列入计划")


def test_a_digest_is_sent_once_and_its_answer_reaches_every_opinion(room: SimpleNamespace) -> None:
    days = {"since": room.today - 30 * DAY, "until": room.today}
    case = matter(room.clerk, "opinion-digests", title="九月专报", opening="近期意见：", **days)
    digest = OpinionDigest.objects.get(pk=case.pk)
    assert room.head.post(f"/desk/cases/{case.number}/report_up/", {"body": body_key()}).status_code == 409  # empty
    found = [reported(room, title=f"意见{mark}") for mark in "甲乙丙"]
    for one in found:
        assert step(room.clerk, one, "opinion_list", digest=digest.pk).status_code == 302
    assert step(room.clerk, found[2], "opinion_unlist").status_code == 302
    text = digest.for_district
    assert text.startswith("近期意见：") and "2. 建议电梯错峰运行" in text and "3." not in text
    assert step(room.head, case, "report_up", body=body_key(), reason=text).status_code == 302
    assert [state(one) for one in found] == ["opinion_district", "opinion_district", "opinion_street"]
    report = Report.objects.get(case=case)
    assert report.kind == "digest"
    replies.answer(report=report, text="已研究")
    assert [state(one) for one in found[:2]] == ["opinion_answered"] * 2
    assert state(case) == "opinion_digest_answered"


def test_a_digest_given_up_lets_its_opinions_go(room: SimpleNamespace) -> None:
    days = {"since": room.today - 30 * DAY, "until": room.today}
    case = matter(room.clerk, "opinion-digests", title="十月专报", **days)
    one = reported(room)
    step(room.clerk, one, "opinion_list", digest=case.pk)
    assert step(room.clerk, case, "opinion_digest_drop", reason="意见太少").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.digest) == ("opinion_street", None)


def test_a_renewed_place_is_looked_after(room: SimpleNamespace) -> None:
    place = Neighbourhood.objects.get(key="wunan").pk
    given = {"title": "3号楼前绿地", "neighbourhood": place, "kind": "green", "state_before": "荒芜", "wished_by": 20}
    given["owner"] = "全体业主"
    refused = enter(room.clerk, "renewal-places", **given, renewed_on="2026-03-01")
    assert refused.context["form"].errors.keys() == {"kept_by", "looked_on"}
    made = enter(room.clerk, "renewal-places", **given, renewed_on="2026-03-01", kept_by="楼组", looked_on="2026-08-31")
    row = made["Location"].rstrip("/").rpartition("/")[2]
    assert RecordDate.objects.get(record=row).due_on == dt.date(2027, 2, 28)
