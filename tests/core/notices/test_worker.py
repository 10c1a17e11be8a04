"""Sending what is due: what each outcome does to the row."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from caojiadu.core import hooks
from caojiadu.core.accounts.models import User
from caojiadu.core.channels import Rejected, Retry, Uncertain
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices import pauses, worker
from caojiadu.core.notices.codes import CODE_LIVES
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from tests.core.channels import receiver as at
from tests.core.notices.adapters import HERE


def text(resident, key="a", **more) -> Notice:
    put(
        template="test_told",
        to=To.resident(resident),
        dedup_key=key,
        channels=("sms",),
        case_number="XF-1",
        context={"due": "2026-12-01"},
        **more,
    )
    return Notice.objects.get(dedup_key=f"{key}:sms")


def send(row: Notice) -> Notice:
    worker.send_due()
    row.refresh_from_db()
    return row


def test_a_text_message_carries_number_and_phone_and_nothing_else(provider, resident):
    row = send(text(resident))
    [sent] = provider.sent
    assert (row.state, row.foreign_id, row.error) == ("sent", "number-1", "")
    assert row.sent_at
    assert sent["phone"] == "+8613812345678"
    assert sent["dedup_key"] == "a:sms"
    assert "XF-1" in sent["text"]
    assert "张" not in sent["text"]
    assert sent["variables"]["due"] == "2026年12月1日"


@pytest.mark.parametrize(
    ("trouble", "state", "told"),
    [
        (Rejected("no"), "failed", 1),
        (Retry("no"), "queued", 0),
        (Uncertain("no"), "uncertain", 0),
        (RuntimeError("13812345678"), "uncertain", 0),
    ],
)
def test_what_an_outcome_does(provider, resident, undeliverable, trouble, state, told):
    provider.script.append(trouble)
    row = send(text(resident))
    assert (row.state, row.attempts, len(undeliverable)) == (state, 1, told)
    assert row.error
    assert "138" not in row.error


@pytest.mark.parametrize("trouble", [Uncertain("no"), RuntimeError("no")])
def test_where_our_key_is_known_doubt_is_another_try(settings, provider, resident, trouble):
    settings.SMS_ADAPTER = f"{HERE}.ScriptedSafe"
    provider.script.append(trouble)
    assert send(text(resident)).state == "queued"


def test_a_channel_in_trouble_rests_until_the_next_round(provider, resident, clerk):
    provider.script.extend([Retry("no")])
    rows = [text(resident, key) for key in "abc"]
    put(template="test_plain", to=To.user(clerk), dedup_key="mail", channels=("email",))
    assert worker.send_due() == 2
    assert [Notice.objects.get(pk=row.pk).attempts for row in rows] == [1, 0, 0]
    worker.send_due()
    assert len(provider.sent) == 2


def test_a_provider_that_does_not_answer_is_left_alone_for_a_while_and_tried_again(provider, resident, clerk):
    provider.script.extend([Uncertain("no"), Retry("no"), Uncertain("no"), Uncertain("no")])
    rows = [text(resident, key) for key in "abcdef"]
    with time_machine.travel(timezone.now(), tick=False) as clock:
        worker.send_due()
        worker.send_due()
        assert pauses.paused() == {"sms"}
        put(template="test_plain", to=To.user(clerk), dedup_key="mail", channels=("email",))
        assert worker.send_due() == 1  # the mail alone
        clock.shift(29)
        assert (worker.send_due(), len(provider.sent)) == (0, 0)
        clock.shift(1)
        assert (worker.send_due(), pauses.paused()) == (1, {"sms"})
        clock.shift(59)
        assert worker.send_due() == 0
        clock.shift(1)
        worker.send_due()
    assert len(provider.sent) == 3
    assert pauses.paused() == set()
    states = [Notice.objects.get(pk=row.pk).state for row in rows]
    assert sorted(states) == ["sent"] * 3 + ["uncertain"] * 3


def test_the_longest_pause_is_shorter_than_a_code_lives(db):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _time in range(40):
            pauses.trouble("sms")
        assert pauses.LONGEST < CODE_LIVES
        clock.shift(pauses.LONGEST)
        assert pauses.paused() == set()
        pauses.answered("sms")
        assert not pauses.trouble("sms")


def test_a_fault_of_ours_pauses_nothing(monkeypatch, provider, resident):
    for key in "abcd":
        text(resident, key)
    monkeypatch.setattr(worker, "prepare", {}.__getitem__)
    for _round in range(4):
        worker.send_due()
    assert pauses.paused() == set()


def test_urgent_goes_first(provider, resident):
    text(resident, "calm")
    text(resident, "urgent", urgent=True)
    worker.send_due()
    assert [sent["dedup_key"] for sent in provider.sent] == ["urgent:sms", "calm:sms"]


def test_a_landline_is_refused_so_that_somebody_rings(db, undeliverable):
    neighbour = find_or_create_resident(name="李四", phone="021-62345678")
    row = send(text(neighbour))
    assert (row.state, row.error) == ("failed", "The phone number takes no text messages")
    assert undeliverable == [row]


def test_a_hook_that_fails_does_not_lose_the_message(provider, resident):
    provider.script.append(Rejected("no"))
    row = text(resident)
    broken = hooks.provide("notice_undeliverable")(lambda notice: 1 / 0)
    try:
        with pytest.raises(ZeroDivisionError):
            worker.send_due()
    finally:
        hooks._providers["notice_undeliverable"].remove(broken)
    row.refresh_from_db()
    assert row.state == "sending"


def test_mail_has_both_parts_and_no_link(clerk):
    put(template="test_told", to=To.user(clerk), dedup_key="a", context={"due": "2026-12-01"}, case_number="XF-1")
    worker.send_due()
    row = Notice.objects.get(channel="email")
    [sent] = mail.outbox
    html = sent.alternatives[0].content
    assert (row.state, row.foreign_id) == ("sent", sent.extra_headers["Message-ID"])
    assert (sent.to, sent.subject) == (["clerk@example.org"], "您的来信有新进展")
    for part in (sent.body, html):
        assert "XF-1" in part
        assert "2026年12月1日" in part
        assert "http" not in part
    assert 'lang="zh-Hans"' in html


def test_mail_shows_escaped_what_people_typed(clerk):
    put(template="test_plain", to=To.user(clerk), dedup_key="a", case_number="<b>&")
    worker.send_due()
    [sent] = mail.outbox
    assert "<b>&" in sent.body
    assert "&lt;b&gt;&amp;" in sent.alternatives[0].content


def test_somebody_who_left_no_address_is_told_by_nobody(clerk, undeliverable):
    put(template="test_plain", to=To.user(clerk), dedup_key="a", channels=("email",))
    User.objects.filter(pk=clerk.pk).update(email="")
    assert send(Notice.objects.get()).state == "failed"
    assert len(undeliverable) == 1


@pytest.fixture
def system():
    """Another system that takes signed requests."""
    with at.receiver() as server:
        target = {"url": server.url, "key_id": "street", "secret": at.SECRETS["street"]}
        answer = hooks.provide("notice_endpoint")(lambda name: target if name == "district" else None)
        yield server
        hooks._providers["notice_endpoint"].remove(answer)


def test_another_system_gets_it_signed_and_once(db, system):
    system.scripts = [at.take_then_cut]
    put(template="test_plain", to=To.system("district"), dedup_key="a", case_number="XF-1")
    row = send(Notice.objects.get())
    assert (row.state, row.channel) == ("queued", "webhook")
    Notice.objects.update(next_try_at=timezone.now())
    row = send(row)
    assert (row.state, row.foreign_id) == ("sent", "QX-1")
    assert system.requests == [("a:webhook", {"template": "test_plain", "case_number": "XF-1"})] * 2


def test_a_late_answer_settles_what_was_given_up(provider, resident):
    row = text(resident)
    claimed = worker.claim()
    Notice.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    worker.recover()
    row.refresh_from_db()
    assert (row.state, row.error) == ("uncertain", "The worker stopped in the middle of sending")
    worker.deliver(claimed)
    row.refresh_from_db()
    assert row.state == "sent"


def test_a_late_answer_does_not_touch_a_row_claimed_anew(settings, resident):
    settings.SMS_ADAPTER = f"{HERE}.ScriptedSafe"
    row = text(resident)
    slow = worker.claim()
    Notice.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    worker.recover()
    fresh = worker.claim()
    assert fresh.pk == slow.pk
    worker.settle(slow, "failed", error="late")
    row.refresh_from_db()
    assert row.state == "sending"


def test_a_fresh_claim_is_left_alone(resident):
    text(resident)
    worker.claim()
    worker.recover()
    assert Notice.objects.get().state == "sending"
    assert worker.send_due() == 0


def test_trouble_is_shown_in_the_readers_words():
    row = Notice(error="Something without a translation: 550")
    assert row.trouble == "Something without a translation: 550"
    assert Notice().trouble == ""
