"""A notice that no message carries is done by hand, and the answer waits for the service of the one of acceptance."""

import datetime as dt
import logging
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.hooks import receipt_due_since
from caojiadu.core.cases.models import Task
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.residents import agree_to_e_service
from caojiadu.core.documents.models import Paper
from caojiadu.core.documents.providers import serve_by_message
from caojiadu.core.notices.models import Notice
from petitions.intake.opening import open_letter
from petitions.models import Petition
from petitions.papers import parts
from petitions.tasks import issue_receipts
from tests.entries import signed_in
from tests.petitions.letters import BODY, TITLE, go, in_hand, make_resident, to_sign, told
from tests.petitions.online import send

pytestmark = pytest.mark.django_db


def test_each_notice_to_somebody_without_a_phone_opens_a_hand_task(cast):
    case = in_hand(cast, resident=make_resident(phone=""))
    tasks = case.tasks.filter(kind=Task.Kind.POST)
    assert {task.office.code for task in tasks} == {"E"}
    assert [task.key.split("-")[2] for task in tasks.order_by("id")] == ["petition_received", "petition_accepted"]
    assert not in_hand(cast).tasks.exists()


def test_the_answer_waits_until_the_notice_was_served(cast):
    case = to_sign(in_hand(cast, resident=make_resident(phone="")), cast)
    case.tasks.filter(key__contains="petition_accepted").update(done_at=timezone.now(), result="已寄出")
    notice = case.papers.get(kind="acceptance")
    case = go(case, "serve", cast.clerk, paper=notice.pk, how="post", sent_on=timezone.localdate(), proof="EMS 1")
    with pytest.raises(Refused, match=notice.number):
        go(case, "release", cast.head)
    assert go(told(case, cast), "release", cast.head).state == "answered"
    assert notice.services.count() == 2


def test_nobody_is_waited_for_whose_address_is_unclear(cast):
    case = to_sign(in_hand(cast, resident=make_resident(phone="")), cast)
    case = go(case, "address_unclear", cast.handler, reason="信件退回，电话空号")
    assert case.address_unclear
    with pytest.raises(Refused):
        go(case, "address_unclear", cast.handler, reason="再次")
    assert go(case, "release", cast.head).state == "answered"


def test_somebody_without_a_name_is_not_waited_for(cast):
    case = in_hand(cast, resident=False)
    assert case.resident is None
    assert go(to_sign(case, cast), "release", cast.head).state == "answered"


def just_opened(**more: Any) -> Petition:
    """A letter whose receipt nobody has made yet."""
    fields = {"kind": "petition_appeal", "title": TITLE, "channel": "web", "fields": {"body": BODY}, **more}
    return open_letter(actor=Actor.resident(), **fields)[0]


def receipts(petition: Petition) -> list[Paper]:
    return list(petition.papers.filter(kind="receipt"))


def test_the_worker_makes_each_receipt_once_as_of_the_moment_of_the_letter(cast):
    before = timezone.now() - dt.timedelta(days=3)
    late, new, brought = just_opened(now=before), just_opened(), just_opened(quiet=True)
    assert not receipts(late)
    assert issue_receipts() == 2
    assert issue_receipts() == 0
    assert not receipts(brought)
    (paper,) = receipts(late)
    day = timezone.localdate(before).isoformat()
    limit = late.clocks.get(key="tell").due_on.isoformat()
    assert (paper.signed_at, paper.content["frame"]["on"], paper.parts["limit"]) == (before, day, limit)
    assert paper.content["frame"]["names"]["case"] == late.number
    (paper,) = receipts(new)
    assert paper.parts["matter"] == TITLE


def test_without_a_worker_whoever_asks_first_makes_the_receipt(cast, client):
    sent, _code = send(client)
    assert not receipts(sent)
    (row,) = client.get(f"/petitions/{sent.number}/").context["papers"]
    assert row["paper"] == receipts(sent)[0]
    seen, moved = just_opened(), just_opened()
    signed_in(cast.clerk).get(f"/desk/cases/{seen.number}/")
    go(moved, "register", cast.clerk)
    resident = make_resident()
    agree_to_e_service(resident=resident, text_version="2026-11")
    told_of = just_opened(resident=resident)
    notice = Notice.objects.filter(case_number=told_of.number, template="petition_received", channel="sms").get()
    notice.sent_at = timezone.now()
    serve_by_message(notice)
    for petition in (sent, seen, moved, told_of):
        assert len(receipts(petition)) == 1
    assert receipts(told_of)[0].services.get().how == "sms"
    Client().get(f"/petitions/{just_opened().number}/")
    assert issue_receipts() == 1  # nobody makes the receipt of what they may not open


def test_a_receipt_that_fails_closes_no_letter_holds_up_no_other_and_is_tried_again(
    cast, client, monkeypatch, caplog, time_machine
):
    """By the page of the petitioner, of the desk, by a step and by the worker, which has time for one at once."""
    bad, _code = send(client)
    good = just_opened()
    time_machine.move_to(timezone.now(), tick=False)
    monkeypatch.setattr(parts, "RECEIPTS_AT_ONCE", 1)
    whole = parts.papers.issue

    def fails(*, case: Any, **more: Any) -> Paper:
        if case.pk == bad.pk:
            raise ValueError("坏")
        return whole(case=case, **more)

    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr(parts.papers, "issue", fails)
        assert issue_receipts() == 0
        assert issue_receipts() == 1
        assert client.get(f"/petitions/{bad.number}/").status_code == 200
        assert signed_in(cast.clerk).get(f"/desk/cases/{bad.number}/").status_code == 200
        assert go(bad, "register", cast.clerk).state == "registered"
    assert f"receipt of {bad.pk} could not be made: ValueError" in caplog.text
    assert receipts(good)
    assert not receipts(bad)
    assert receipt_due_since() == bad.opened_at
    assert issue_receipts() == 0
    time_machine.shift(dt.timedelta(minutes=2))
    assert issue_receipts() == 1
    assert receipts(bad)
    assert receipt_due_since() is None
