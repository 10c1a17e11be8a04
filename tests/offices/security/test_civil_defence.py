"""Civil air defence and mobilisation (R6): announced five days ahead, counted, without a name."""

from typing import Any

import pytest

from caojiadu.core.registers.models import RecordDate
from offices.security.models import SirenTest
from tests.offices.security.desk import Desk, day, running, state

pytestmark = pytest.mark.django_db
LESSON = {
    "title": "识别警报",
    "way": "talk",
    "given_on": "2026-03-31",
    "place": "活动室",
    "reached": "40",
    "handed_out": "0",
}
NOTICE = {"title": "潜力核对", "about": "survey", "sender": "区国防动员办公室"}


@pytest.fixture
def clerk() -> Desk:
    return Desk("clerk")


@pytest.fixture
def head() -> Desk:
    return Desk("head", "head")


def siren(clerk: Desk, by: int = 5, **more: Any) -> Any:
    values = {"title": "年度试鸣", "sounds_on": day(10), "sounds_at": "11:35", "announce_by": day(by)}
    return clerk.enter("siren-tests", **{**values, **more})


def test_a_siren_test_is_announced_five_days_ahead_and_reported(clerk: Desk, head: Desk) -> None:
    refused = siren(clerk, by=6)
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {"announce_by"}
    case = siren(clerk)
    assert running(case) == {"announce": day(5)}
    late = siren(clerk, by=-5, sounds_on=day(4))
    assert "五日前" in clerk.says(late, "siren_announce", announced_on=day(0), channels="公告栏")
    assert clerk.step(case, "siren_announce", announced_on=day(0), channels="公告栏") == 302
    assert running(case) == {"sound": day(10)}
    assert clerk.step(case, "siren_sound", sirens="6", silent="1", calls="0") == 409
    SirenTest.objects.filter(pk=case.pk).update(sounds_on=day(0), announce_by=day(-6), announced_on=day(-9))
    assert clerk.step(case, "siren_sound", sirens="3", silent="4", calls="0") == 422
    assert clerk.step(case, "siren_sound", sirens="6", silent="1", calls="0") == 302
    assert running(case) == {"report": day(5)}
    assert clerk.step(case, "siren_report", result="一台未响") == 404
    assert head.step(case, "siren_report", result="一台未响") == 302
    assert state(case) == "siren_reported"
    assert head.step(late, "siren_call_off", reason="改期") == 302


def test_a_mobilisation_notice_is_passed_on_counted_and_reported(clerk: Desk, head: Desk) -> None:
    case = clerk.enter("mobilisation-notices", **NOTICE, received_on=day(-1), reply_by=day(9), asked="20")
    assert running(case) == {"reply": day(9)}
    assert clerk.step(case, "mobilisation_pass", passed_to="各居民区") == 302
    assert clerk.step(case, "mobilisation_count", told="10", came="12") == 422
    assert clerk.step(case, "mobilisation_count", told="30", came="21") == 302
    assert head.step(case, "mobilisation_report", sent_on=day(-2)) == 422
    assert head.step(case, "mobilisation_report", sent_on=day(0)) == 302
    assert (state(case), running(case)) == ("mobilisation_reported", {})


def test_education_is_counted_and_due_again_after_a_year(clerk: Desk) -> None:
    key = clerk.enter("civil-defence-lessons", **LESSON)
    assert str(RecordDate.objects.get(record=key).due_on) == "2027-03-31"


@pytest.mark.parametrize(
    ("register", "typed", "field"),
    [
        ("civil-defence-lessons", {**LESSON, "place": "李阿姨家"}, "place"),
        ("mobilisation-notices", {**NOTICE, "title": "王先生预备役登记"}, "title"),
        ("mobilisation-notices", {**NOTICE, "sender": "联系13812345678"}, "sender"),
    ],
)
def test_a_name_or_number_of_somebody_is_refused(clerk: Desk, register: str, typed: dict[str, str], field: str) -> None:
    days = {"received_on": day(0), "reply_by": day(3)} if register == "mobilisation-notices" else {}
    refused = clerk.enter(register, **typed, **days)
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {field}


def test_what_is_counted_names_nobody_later_either(clerk: Desk) -> None:
    case = clerk.enter("mobilisation-notices", **NOTICE, received_on=day(0), reply_by=day(3))
    assert clerk.step(case, "mobilisation_pass", passed_to="赵先生") == 422
    assert Desk("stranger", office="D").client.get(f"/desk/cases/{case.number}/").status_code == 404
