"""Supervision slips through the door for systems: sent, looked at, taken back by the rules of the pages."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from caojiadu.core.audit.models import Entry
from caojiadu.core.channels import signatures
from caojiadu.core.district import sending
from caojiadu.core.district.models import Received, Report
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody
from petitions.models import SupervisionCard
from tests.core.channels.receiver import SECRETS, body
from tests.core.district.conftest import connected, system
from tests.core.district.reports import accusation, reported, sent
from tests.world import client_of

__all__ = ["connected", "system"]
pytestmark = pytest.mark.django_db
SLIPS = "/district/api/slips/"
SLIP = {"number": "房督〔2026〕3号", "breach": "not-answered", "advice": "请书面答复并报结果。", "days": 5}


@pytest.fixture(autouse=True)
def listening(system: Any, connected: DistrictBody, settings: Any, tmp_path: Any) -> None:
    """The housing bureau's system is there, and takes whatever is sent to it."""
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    system.scripts = [body(b"{}")] * 9


def call(content: Any = None, *, at: str = SLIPS, key: str = "", signer: str = "street") -> Any:
    """What the door answers to a signed message; without one it is only asked."""
    raw = content if isinstance(content, bytes) else b"" if content is None else json.dumps(content).encode()
    method = "GET" if content is None else "POST"
    headers = signatures.sign(
        method=method,
        target=at,
        body=raw,
        key_id=signer,
        secret=SECRETS.get(signer, "x" * 40),
        idempotency_key=key or str(uuid.uuid4()),
    )
    browser = Client(enforce_csrf_checks=True)
    if content is None:
        return browser.get(at, headers=headers)
    return browser.post(at, raw, content_type="application/json", headers=headers)


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def test_a_slip_goes_down_is_answered_up_and_its_answer_is_acknowledged(cast: Any) -> None:
    report = sent(reported(cast, "housing"))
    first, again = (call({**SLIP, "matter": report.case.number}, key="slip-3") for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200) and first.json() == again.json()
    card = SupervisionCard.objects.get()
    told = first.json()
    assert (told["slip"], told["number"], told["matter"]) == (card.number, SLIP["number"], report.case.number)
    assert told["state"] == "card_issued" and told["due_on"]
    assert (card.office, card.parent_id, card.opened_by) == (report.case.office, report.case_id, None)
    assert Notice.objects.filter(template="card_issued", user=cast.head).exists()
    assert Entry.objects.filter(action="slip_sent", actor_label="system street", subject_key=card.number).count() == 1

    here = f"{SLIPS}{card.number}/"
    assert call(at=here).json()["answer"] is None
    assert Entry.objects.filter(action="read", actor_label="system street", subject_key=card.number).exists()
    desk = f"/desk/cases/{card.number}/"
    reply = {"taken": "taken", "reply": "已书面答复。"}
    assert client_of(cast.head).post(f"{desk}reply_card/", reply).status_code == 302
    assert client_of(cast.clerk).post(f"{desk}verify_card/", {"found": "已核对"}).status_code == 302
    sending.send_due()
    answer = call(at=here).json()["answer"]
    assert "已书面答复。" in answer["text"] and (answer["kind"], answer["papers"]) == ("slip", [])
    assert code(call({"reason": "已另行通知"}, at=f"{here}take-back/")) == (409, "out_of_turn")
    for kind, words in (("acknowledged", {"number": "房-3"}), ("answered", {"text": "阅，同意销号。"})):
        message = {"report": answer["report"], "kind": kind, **words}
        assert call(message, at="/district/api/replies/").json()["state"] == kind
    assert Report.objects.get(key=answer["report"]).reply == "阅，同意销号。"


def test_what_was_sent_is_taken_back_once(cast: Any) -> None:
    number = call(SLIP).json()["slip"]
    card = SupervisionCard.objects.get(number=number)
    assert (card.office.code, card.parent) == ("E", None)  # about no matter: the desk has it
    door = f"{SLIPS}{number}/take-back/"
    assert code(call({}, at=door)) == (422, "wrong_reason")
    assert code(call({"reason": "a\0b"}, at=door)) == (422, "wrong_reason")
    done = [call({"reason": "重复发送"}, at=door, key="back") for _ in range(2)]
    assert [one.status_code for one in done] == [200, 200] and done[0].json() == done[1].json()
    assert done[0].json()["state"] == SupervisionCard.objects.get().state == "card_withdrawn"
    assert done[0].json()["due_on"] == ""
    assert code(call({"reason": "再次"}, at=door)) == (409, "out_of_turn")
    assert code(call(SLIP)) == (422, "wrong_number")  # each number once
    assert code(call({**SLIP, "number": "另一号"}, key="back")) == (422, "key_used")


def test_what_is_not_the_bodys_own_is_not_there(cast: Any) -> None:
    confidential, others = sent(accusation(cast)), sent(reported(cast))
    for one in (confidential, others):
        assert code(call({**SLIP, "matter": one.case.number})) == (422, "wrong_matter")
    number = call(SLIP).json()["slip"]
    SupervisionCard.objects.filter(number=number).update(body=DistrictBody.objects.get(key="letters-calls"))
    for door in (f"{SLIPS}{number}/", f"{SLIPS}XX-2026-000001/", f"{SLIPS}{'9' * 300}/"):
        assert code(call(at=door)) == (404, "no_such_slip")
    assert code(call({"reason": "x"}, at=f"{SLIPS}{number}/take-back/")) == (404, "no_such_slip")
    assert code(call({**SLIP, "number": "2", "body": "letters-calls"})) == (422, "wrong_body")
    DistrictBody.objects.filter(key="housing").update(key="discipline-2")
    assert call({**SLIP, "number": "3"}).status_code == 200  # what it is called does not matter
    DistrictBody.objects.filter(key="discipline").update(key="was-discipline")
    DistrictBody.objects.filter(key="discipline-2").update(key="discipline")
    assert code(call({**SLIP, "number": "4"})) == (404, "no_slips")  # discipline inspection sends none
    assert code(call(SLIP, signer="nobody")) == (401, "bad_signature")
    assert SupervisionCard.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"number": ""}, "wrong_number"),
        ({"number": "长" * 61}, "wrong_number"),
        ({"number": "a\0"}, "wrong_number"),
        ({"number": "\ud800"}, "wrong_number"),
        ({"number": 3}, "wrong_type"),
        ({"matter": "\ud800"}, "wrong_matter"),
        ({"matter": "' OR 1=1"}, "wrong_matter"),
        ({"breach": "unknown"}, "wrong_breach"),
        ({"breach": "\0"}, "wrong_breach"),
        ({"breach": None}, "wrong_type"),
        ({"body": "\udfff"}, "wrong_body"),
        ({"advice": " \n "}, "wrong_advice"),
        ({"advice": "很" * 20_001}, "wrong_advice"),
        ({"advice": "a\0b"}, "wrong_advice"),
        ({"days": 0}, "wrong_days"),
        ({"days": -(10**30)}, "wrong_days"),
        ({"days": 61}, "wrong_days"),
        ({"days": True}, "wrong_type"),
        ({"days": "5"}, "wrong_type"),
        ({"days": 1.5}, "wrong_type"),
        ({"files": []}, "unknown_field"),
    ],
)
def test_a_slip_that_makes_no_sense_is_named_and_leaves_no_trace(cast: Any, change: Any, expected: str) -> None:
    assert code(call({**SLIP, **change}, key="k")) == (422, expected)
    assert not SupervisionCard.objects.exists() and not Received.objects.exists()
    assert call(SLIP, key="k").status_code == 200  # the key is still good


@pytest.mark.parametrize("content", [b" ", b"{", b"\xff\xfe", b"[" * 100_000, b'{"days": ' + b"9" * 5000 + b"}"])
def test_what_is_no_json_is_refused(content: bytes) -> None:
    assert code(call(content)) == (400, "not_json")
    assert code(call(content, at=f"{SLIPS}XX-1/take-back/"))[0] in (400, 404)
