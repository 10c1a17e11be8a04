"""Sending: both channels, what a body is told of each kind, tries, failures, two workers at once."""

import json
import threading

import pytest
from django.conf import settings as portal
from django.db import connection

from caojiadu.core.cases.models import Case
from caojiadu.core.channels import Rejected
from caojiadu.core.district import adapters, sending
from caojiadu.core.district.models import Report
from caojiadu.core.district.payload import payload_of
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody
from tests.cast import make_cast
from tests.core.channels.receiver import body, hang, status
from tests.core.district.reports import MAKERS, REASON, TRIED, accusation, due_again, overdue, reported, sent

pytestmark = pytest.mark.django_db


def test_in_the_portal_it_appears_in_the_inbox_and_its_officers_are_told(cast):
    report = sent(reported(cast))
    assert (report.state, report.attempts) == ("sent", 1)
    assert report.sent_at is not None
    told = Notice.objects.filter(template="report_arrived")
    assert [(notice.user, notice.case_number) for notice in told] == [(cast.district, report.case.number)]
    assert sending.send_due() == 0


def test_of_a_report_against_somebody_officers_are_told_without_its_number(cast):
    sent(accusation(cast))
    told = Notice.objects.get(template="report_arrived")
    assert (told.user, told.case_number, told.context) == (cast.discipline, "", {})


def test_another_system_gets_signed_json_once(cast, connected, system):
    report = sent(reported(cast, "housing", lead="police"))
    [(key, payload)] = system.requests
    assert key == str(report.key) == payload["report"]
    assert payload["kind"] == "unsettled"
    assert payload["number"] == report.case.number
    assert (payload["reason"], payload["tried"]) == (REASON, TRIED)
    assert payload["proposed_lead"]["key"] == "police"
    assert payload["resident_limit"] == report.resident_limit.isoformat()
    assert payload["reply_to"].endswith("/district/api/replies/")
    assert "张三" not in json.dumps(payload, ensure_ascii=False)
    assert "13812345678" not in json.dumps(payload)


def test_a_number_in_the_answer_acknowledges_at_once(cast, connected, system):
    report = sent(reported(cast, "housing"))
    assert (report.state, report.number) == ("acknowledged", "QX-1")
    assert report.case.events.last().move == "district_acknowledged"


@pytest.mark.parametrize("answer", [b"", b"{}", b'{"number": null}', b'{"number": "\\u0000"}', b'{"number": ["x"]}'])
def test_an_answer_without_a_usable_number_only_says_that_it_arrived(cast, connected, system, answer):
    system.scripts = [body(answer)]
    report = sent(reported(cast, "housing"))
    assert (report.state, report.number) == ("sent", "")


@pytest.mark.parametrize("code", [500, 503, 429, 409])
def test_trouble_over_there_is_tried_again_under_the_same_key(cast, connected, system, code):
    system.scripts = [status(code)]
    report = sent(reported(cast, "housing"))
    assert (report.state, report.attempts) == ("queued", 1)
    assert report.trouble
    assert sending.send_due() == 0
    due_again(report)
    assert sent(report).number == "QX-1"
    assert [key for key, _payload in system.requests] == [str(report.key)] * 2
    assert report.error == ""


def test_a_system_that_does_not_answer_is_tried_again(cast, connected, system, monkeypatch):
    monkeypatch.setattr(adapters, "TIMEOUT", 0.3)
    system.scripts = [hang]
    report = sent(reported(cast, "housing"))
    assert report.state == "queued"
    due_again(report)
    assert sent(report).state == "acknowledged"


def test_a_body_in_trouble_does_not_hold_up_the_others(cast, connected, system):
    system.scripts = [status(500)]
    troubled, waiting, other = reported(cast, "housing"), reported(cast, "housing"), reported(cast)
    assert sending.send_due() == 2
    states = [Report.objects.get(pk=one.pk).state for one in (troubled, waiting, other)]
    assert states == ["queued", "queued", "sent"]


def test_what_is_refused_fails_at_once_and_its_people_are_told(cast, connected, system):
    system.scripts = [status(400)]
    report = sent(reported(cast, "housing"))
    assert (report.state, report.sent_at) == ("failed", None)
    told = Notice.objects.filter(template="report_failed", case_number=report.case.number)
    assert {notice.user for notice in told} == {cast.handler, cast.head, cast.clerk}


def test_after_the_last_try_it_fails(cast, connected, system):
    report = reported(cast, "housing")
    Report.objects.filter(pk=report.pk).update(attempts_allowed=2)
    system.scripts = [status(500), status(500)]
    assert sent(report).state == "queued"
    due_again(report)
    assert sent(report).state == "failed"
    assert Notice.objects.filter(template="report_failed").count() == 3


def test_a_missing_secret_waits_for_an_administrator(cast, connected, system, settings):
    settings.DISTRICT_KEYS = {}
    report = sent(reported(cast, "housing"))
    assert report.state == "queued"
    settings.DISTRICT_KEYS = {"street": "not the one they know, 32 characters"}
    due_again(report)
    assert sent(report).state == "failed"
    assert not system.requests


@pytest.mark.parametrize("kind", MAKERS)
def test_each_kind_carries_what_it_is_for_and_no_more(cast, kind):
    report = MAKERS[kind](cast)
    expected = {
        "unsettled": {"matter", "title", "reason", "tried", "proposed_lead", "papers", "resident_limit", "reported_at"},
        "opinion": {"title", "opinion", "reported_at"},
        "overdue": {"matter", "days_late"},
        "accusation": {"title", "against", "letter", "cover_note", "papers", "resident_limit", "reported_at"},
    }[kind]
    assert set(payload_of(report)) - {"report", "kind", "from", "number", "reply_to"} == expected


def test_of_a_limit_that_passed_no_word_of_the_matter_is_told(cast):
    report = overdue(cast)
    said = json.dumps(payload_of(report), ensure_ascii=False, default=str)
    for word in (report.case.title, "武定西路", "张三"):
        assert word not in said
    assert (report.title, report.tried, report.reason) == ("", "", "")


def test_a_report_against_somebody_leaves_for_no_other_body(cast):
    report = accusation(cast)
    report.body = DistrictBody.objects.get(key="letters-calls")
    with pytest.raises(Rejected):
        payload_of(report)


def test_a_failed_report_against_somebody_is_told_to_its_two_posts_alone(cast, settings, system):
    settings.DISTRICT_KEYS = {"street": "x" * 32}
    DistrictBody.objects.filter(key="discipline").update(channel="http", endpoint=system.url, key_id="street")
    assert sent(accusation(cast)).state == "failed"
    told = Notice.objects.filter(template="report_failed")
    assert {notice.user for notice in told} == {cast.keeper, cast.second_keeper}
    assert sent(accusation(cast, against=cast.keeper.display_name)).state == "failed"
    assert told.count() == 2


def test_a_fault_of_ours_is_an_outcome_too_and_says_no_word(cast, connected, caplog, monkeypatch):
    def broken(report):
        raise KeyError(report.title)

    monkeypatch.setattr(sending, "hand_over", broken)
    report = sent(reported(cast, "housing"))
    assert report.state == "queued"
    assert report.title not in caplog.text + report.error


def test_a_reply_that_is_faster_than_our_note_stands(cast, connected, system):
    report = reported(cast, "housing")
    claimed = sending.claim()
    from caojiadu.core.district import replies

    replies.answer(report=report, text="已转办")
    assert sending.deliver(claimed) == "sent"
    report.refresh_from_db()
    assert (report.state, report.reply, report.number) == ("answered", "已转办", "")


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_report_once(settings, system):
    settings.DISTRICT_KEYS = {"street": "a secret shared by both sides, 32 characters"}
    cast = make_cast()
    DistrictBody.objects.filter(key="housing").update(channel="http", endpoint=system.url, key_id="street")
    keys = {str(reported(cast, "housing").key) for _ in range(8)}
    barrier, tried = threading.Barrier(4), []

    def work() -> None:
        barrier.wait()
        tried.append(sending.send_due())
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(tried) == 8
    assert sorted(key for key, _payload in system.requests) == sorted(keys)
    assert portal.DISTRICT_KEYS
    assert set(Case.objects.values_list("waiting", flat=True)) == {"district"}
