"""The door for other systems: what is let in, what is told to the rest, each message done once."""

import json
import time
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Case
from caojiadu.core.channels import signatures
from caojiadu.core.district.models import Received, Report
from caojiadu.core.files.moves import store
from caojiadu.core.organisation.models import DistrictBody
from petitions.models import Petition
from petitions.stages.rules import note_transfer
from tests.core.channels.receiver import SECRETS, body
from tests.core.district.reports import accusation, reported, sent
from tests.petitions.letters import answered, go, in_hand, make_resident, write

pytestmark = pytest.mark.django_db
URL = "/district/api/replies/"
SECRET = SECRETS["street"]


@pytest.fixture
def report(cast, connected, system):
    """A report that the housing bureau's system took without giving a number."""
    system.scripts = [body(b"{}")]
    return sent(reported(cast, "housing"))


def headers(content: bytes, *, method: str = "POST", target: str = URL, key: str = "", **other) -> dict[str, str]:
    """Headers that sign a request as the bureau's system does."""
    given = {"key_id": "street", "secret": SECRET, **other}
    return signatures.sign(
        method=method, target=target, body=content, idempotency_key=key or str(uuid.uuid4()), **given
    )


def post(client, message, *, signed=None, content_type="application/json", **other):
    """Send a message as the bureau's system does."""
    content = message if isinstance(message, bytes) else json.dumps(message).encode()
    signed = headers(content, **other) if signed is None else signed
    return client.post(URL, content, content_type=content_type, headers=signed)


def message(report, kind="acknowledged", **other):
    return {"report": str(report.key), "kind": kind, **({"number": "房-1"} if kind == "acknowledged" else {}), **other}


def code(response):
    return response.status_code, response.json()["error"]["code"]


def test_a_system_acknowledges_and_answers(client, report):
    response = post(client, message(report))
    assert response.status_code == 200
    assert response.json() == {"report": str(report.key), "state": "acknowledged", "number": "房-1"}
    assert post(client, message(report, "answered", text="由我局牵头")).json()["state"] == "answered"
    report.refresh_from_db()
    assert (report.number, report.reply) == ("房-1", "由我局牵头")
    case = Case.objects.get(pk=report.case_id)
    assert case.waiting == ""
    assert case.events.last().actor_kind == "district"


def test_a_system_returns(client, report):
    assert post(client, message(report, "returned", text="请补充材料", number="房-9")).json()["state"] == "returned"
    report.refresh_from_db()
    assert (report.number, report.reply) == ("房-9", "请补充材料")


def test_no_cookie_and_no_csrf_token_are_needed(report):
    assert post(Client(enforce_csrf_checks=True), message(report)).status_code == 200


def test_a_repeat_is_answered_as_the_first_and_does_nothing(client, report):
    answers = [post(client, message(report), key="m-1") for _ in range(3)]
    assert [one.status_code for one in answers] == [200] * 3
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert Received.objects.count() == 1
    assert report.case.events.filter(move="district_acknowledged").count() == 1
    assert code(post(client, message(report, number="房-2"), key="m-1")) == (422, "key_used")


def test_the_very_same_request_twice_is_a_replay(client, report):
    content = json.dumps(message(report)).encode()
    signed = headers(content)
    assert post(client, content, signed=signed).status_code == 200
    assert code(post(client, content, signed=signed)) == (401, "bad_signature")


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "another secret, long enough to be one"},
        {"key_id": "nobody"},
        {"target": "/district/api/other/"},
        {"method": "PUT"},
    ],
)
def test_a_wrong_signature_is_refused(client, report, wrong):
    assert code(post(client, message(report), **wrong)) == (401, "bad_signature")
    report.refresh_from_db()
    assert report.state == "sent"


@pytest.mark.parametrize("missing", ["Signature", "Signature-Input", "Content-Digest", "Idempotency-Key"])
def test_a_missing_header_is_refused(client, report, missing):
    content = json.dumps(message(report)).encode()
    signed = headers(content)
    del signed[missing]
    assert code(post(client, content, signed=signed)) == (401, "bad_signature")


def test_another_body_than_the_signed_one_is_refused(client, report):
    signed = headers(json.dumps(message(report)).encode())
    assert code(post(client, message(report, number="房-2"), signed=signed)) == (401, "bad_signature")


@pytest.mark.parametrize("seconds", [-400, 400])
def test_a_time_too_far_from_now_is_refused(client, report, seconds, monkeypatch):
    content = json.dumps(message(report)).encode()
    now = time.time()
    with monkeypatch.context() as patched:
        patched.setattr(signatures.time, "time", lambda: now + seconds)
        signed = headers(content)
    assert code(post(client, content, signed=signed)) == (401, "bad_signature")


def test_a_body_out_of_use_is_not_heard(client, report):
    DistrictBody.objects.filter(key="housing").update(active=False)
    assert code(post(client, message(report))) == (401, "bad_signature")


def test_an_unknown_report_and_another_bodys_look_the_same(client, report, cast):
    other = sent(reported(cast))
    unknown = {**message(report), "report": str(uuid.uuid4())}
    answers = [post(client, one) for one in (unknown, message(other))]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    other.refresh_from_db()
    assert other.state == "sent"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b" ", (400, "not_json")),
        (b"{", (400, "not_json")),
        (b"\xff\xfe", (400, "not_json")),
        (b"[" * 100_000, (400, "not_json")),
        (b"[]", (422, "not_an_object")),
        (b"null", (422, "not_an_object")),
    ],
)
def test_what_is_no_message_is_named(client, report, content, expected):
    assert code(post(client, content)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": "closed"}, "wrong_kind"),
        ({"kind": ""}, "wrong_kind"),
        ({"kind": 1}, "wrong_type"),
        ({"report": "x"}, "wrong_report"),
        ({"report": None}, "wrong_type"),
        ({"number": ""}, "wrong_number"),
        ({"number": "A" * 61}, "wrong_number"),
        ({"number": "A\0"}, "wrong_number"),
        ({"number": "\ud800"}, "wrong_number"),
        ({"text": "x"}, "text_not_expected"),
        ({"state": "answered"}, "unknown_field"),
        ({"kind": "answered", "number": "1"}, "wrong_text"),
        ({"kind": "answered", "number": "1", "text": " \n "}, "wrong_text"),
        ({"kind": "returned", "number": "1", "text": "a\0b"}, "wrong_text"),
        ({"kind": "returned", "number": "1", "text": "\udfff"}, "wrong_text"),
        ({"kind": "answered", "text": "很" * 20_001}, "wrong_text"),
        ({"kind": "answered", "text": "已办", "decision": "upheld"}, "not_expected"),
        ({"kind": "decided", "text": "维持", "decision": "agreed", "decided_on": "2026-03-02"}, "wrong_decision"),
        ({"kind": "decided", "text": "维持", "decision": "upheld", "decided_on": "soon"}, "wrong_decided_on"),
        ({"kind": "decided", "text": "维持", "decision": "upheld"}, "wrong_decided_on"),
    ],
)
def test_a_message_that_makes_no_sense_is_named(client, report, change, expected):
    assert code(post(client, {**message(report), **change})) == (422, expected)
    report.refresh_from_db()
    assert report.state == "sent"
    assert not Received.objects.exists()


def test_a_system_decides_what_asks_for_a_decision(client, cast, connected, system):
    system.scripts = [body(b"{}")] * 3
    case = write(resident=make_resident())
    note_transfer(case, body=connected, sender="", received_on=timezone.localdate())
    case = go(go(case, "register", cast.clerk), "object", cast.clerk, reason="不属本街道")
    objection = sent(Report.objects.get(case=case))
    for wrong in (message(objection, "answered", text="阅"), message(objection, "returned", text="阅")):
        assert code(post(client, wrong)) == (409, "out_of_turn")
    assert post(client, message(objection, "agreed", text="同意退回")).json()["state"] == "answered"
    assert Petition.objects.get(pk=case.pk).state == "sent_back"
    DistrictBody.objects.exclude(pk=connected.pk).update(receives=[])
    DistrictBody.objects.filter(pk=connected.pk).update(receives=["review"])
    reviewed = go(answered(cast), "ask_review", by="resident", reason="不服")
    request = sent(Report.objects.get(case=reviewed))
    decision = {"text": "维持", "decision": "upheld", "decided_on": timezone.localdate().isoformat()}
    assert post(client, message(request, "decided", **decision)).status_code == 200
    assert Petition.objects.get(pk=reviewed.pk).state == "reviewed"


def test_out_of_turn_is_a_conflict_and_may_be_sent_again(client, report):
    assert post(client, message(report, "answered", text="一")).status_code == 200
    for _ in range(2):
        assert code(post(client, message(report, "returned", text="二"), key="late")) == (409, "out_of_turn")


def test_a_closed_case_takes_the_reply_all_the_same(client, report):
    go(report.case, "withdraw", by="resident", reason="已解决")
    assert post(client, message(report, "answered", text="已办")).status_code == 200
    assert Report.objects.get(pk=report.pk).reply == "已办"


def test_other_methods_types_and_sizes(client, report):
    assert code(client.get(URL)) == (405, "wrong_method")
    assert client.get(URL)["Allow"] == "POST"
    assert code(post(client, message(report), content_type="text/plain")) == (415, "wrong_type_of_content")
    assert code(post(client, b" " * 300_000)) == (413, "too_large")


def test_too_many_are_put_off(client, report, settings):
    settings.DISTRICT_API_CALLS = (2, 60)
    answers = [post(client, message(report), key="m-1") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"


def test_papers_are_fetched_under_the_bodys_own_signature(client, cast, connected, system, settings, tmp_path):
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    case = go(in_hand(cast), "coordinate", cast.handler, parties="物业", tried="约谈")
    upload = SimpleUploadedFile("约谈记录.txt", "约谈两次".encode())
    file = store(uploaded=upload, case=case, actor=cast.handler)
    other = store(uploaded=SimpleUploadedFile("内部.txt", b"x"), case=case, actor=cast.handler)
    go(case, "report_up", cast.head, body=connected.pk, reason="在区里", tried="约谈", papers=[file.pk])
    report = sent(Report.objects.get(case=case))
    [paper] = system.requests[0][1]["papers"]
    assert (paper["name"], paper["sha256"]) == ("约谈记录.txt", file.sha256)
    target = reverse("district:paper", args=[report.key, file.key])
    assert paper["url"].endswith(target)
    response = client.get(target, headers=headers(b"", method="GET", target=target))
    assert b"".join(response.streaming_content) == "约谈两次".encode()
    assert Entry.objects.filter(action="download", actor_label="system street", subject_key=str(file.key)).exists()
    assert code(client.get(target)) == (401, "bad_signature")
    hidden = reverse("district:paper", args=[report.key, other.key])
    assert code(client.get(hidden, headers=headers(b"", method="GET", target=hidden))) == (404, "no_such_paper")
    # A lost message is had again, and says of each paper what it is.
    told = fetched(client, report).json()
    assert told["papers"] == [paper] and paper["size"] == len("约谈两次".encode())
    assert (told["reason"], told["state"], told["number_there"]) == ("在区里", "acknowledged", report.number)
    assert Entry.objects.filter(action="read", actor_label="system street", subject_key=str(report.key)).count() == 1


def fetched(client, report):
    target = reverse("district:api_report", args=[report.key])
    return client.get(target, headers=headers(b"", method="GET", target=target))


def test_a_report_is_shown_to_the_system_of_its_body_alone(client, cast, report):
    assert fetched(client, report).json()["report"] == str(report.key)
    other, secret = sent(reported(cast)), sent(accusation(cast))
    for one in (other, secret, Report(key=uuid.uuid4())):
        assert code(fetched(client, one)) == (404, "no_such_report")
    # Where a report against somebody stands with the wrong body, it is not shown at all.
    Report.objects.filter(pk=secret.pk).update(body=report.body)
    assert code(fetched(client, secret)) == (404, "no_such_report")
    assert code(client.get(reverse("district:api_report", args=[report.key]))) == (401, "bad_signature")
    assert not Entry.objects.filter(actor_label="system street", subject_key=str(secret.key)).exists()
