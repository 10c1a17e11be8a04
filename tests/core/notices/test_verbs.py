"""Receipts, reading, and another try."""

import pytest

from caojiadu.core.accounts.models import User
from caojiadu.core.audit.models import Entry
from caojiadu.core.channels import Rejected, Uncertain
from caojiadu.core.notices import queries, worker
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.verbs import NotInTrouble, mark_delivered, mark_read, send_again, settle_by_hand


@pytest.fixture
def row(resident) -> Notice:
    """A text message that waits."""
    put(template="test_plain", to=To.resident(resident), dedup_key="a", channels=("sms",), case_number="XF-1")
    return Notice.objects.get()


def settled(row: Notice, provider, *script) -> Notice:
    provider.script.extend(script)
    worker.send_due()
    row.refresh_from_db()
    return row


def test_a_receipt_makes_sent_delivered_once(row, provider):
    settled(row, provider)
    assert mark_delivered("number-1", channel="sms") == 1
    assert mark_delivered("number-1", channel="sms") == 0
    row.refresh_from_db()
    assert row.state == "delivered"
    assert row.delivered_at


def test_a_receipt_of_another_channel_or_of_nothing_changes_nothing(row, provider):
    settled(row, provider)
    assert mark_delivered("number-1", channel="email") == 0
    assert mark_delivered("", channel="sms") == 0
    assert mark_delivered("number-2", channel="sms") == 0


def test_a_receipt_that_it_did_not_arrive_has_somebody_ring(row, provider, undeliverable):
    settled(row, provider)
    assert mark_delivered("number-1", channel="sms", arrived=False, error="switched off") == 1
    row.refresh_from_db()
    assert (row.state, row.error, undeliverable) == ("failed", "switched off", [row])


@pytest.mark.parametrize("trouble", [Rejected("no"), Uncertain("no")])
def test_what_is_in_trouble_is_sent_again_under_its_key_with_a_reason(row, provider, clerk, trouble):
    settled(row, provider, trouble)
    before = row.state
    send_again(notice=row, actor=clerk, reason=" rang, nothing had come ")
    worker.send_due()
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("sent", 2)
    assert provider.sent[0]["dedup_key"] == "a:sms"
    entry = Entry.objects.get(subject_type="notices.notice")
    assert (entry.actor_user_id, entry.reason, entry.subject_key) == (clerk.pk, "rang, nothing had come", str(row.pk))
    assert entry.data == {"sent_again_from": before}


def test_without_a_reason_or_trouble_nothing_is_sent_again(row, provider, clerk):
    with pytest.raises(NotInTrouble):
        send_again(notice=row, actor=clerk, reason="asked")
    settled(row, provider, Rejected("no"))
    with pytest.raises(NotInTrouble):
        send_again(notice=row, actor=clerk, reason="  ")
    assert not Entry.objects.filter(subject_type="notices.notice").exists()


def test_trouble_is_settled_by_hand_without_a_delivery(row, provider, clerk):
    settled(row, provider, Uncertain("no"))
    settle_by_hand(notice=row, actor=clerk, reason="told by phone")
    row.refresh_from_db()
    assert (row.state, row.delivered_at, row.error) == ("cancelled", None, "Settled by hand")
    assert Entry.objects.get(subject_type="notices.notice").data == {"settled_from": "uncertain"}
    assert not queries.in_trouble().exists()
    with pytest.raises(NotInTrouble):
        settle_by_hand(notice=row, actor=clerk, reason="again")
    assert worker.send_due() == 0


def test_everybody_reads_their_own(clerk, resident, django_assert_num_queries):
    other = User.objects.create_user("other")
    put(template="test_plain", to=To.user(clerk), dedup_key="mine", case_number="XF-1")
    put(template="test_plain", to=To.user(clerk), dedup_key="mine too", case_number="XF-2")
    put(template="test_plain", to=To.user(other), dedup_key="theirs", case_number="XF-3")
    with django_assert_num_queries(3):
        lines, following = queries.inbox_page(clerk)
    assert ([line.notice.case_number for line in lines], following) == (["XF-2", "XF-1"], None)
    theirs = Notice.objects.get(dedup_key="theirs:portal")
    assert mark_read(user=clerk, keys=[theirs.pk]) == 0
    assert mark_read(user=clerk, keys=[lines[0].notice.pk]) == 1
    assert queries.unread_count(clerk) == 1
    assert mark_read(user=clerk) == 1
    assert queries.unread_count(clerk) == 0
    assert queries.unread_count(other) == 1


def test_a_resident_with_an_account_reads_what_was_sent_to_their_phone(resident):
    put(template="test_plain", to=To.resident(resident), dedup_key="a", case_number="XF-1")
    signed_in = User.objects.create_user("r", kind=User.Kind.RESIDENT, phone_digest=resident.phone_digest)
    neighbour = User.objects.create_user("n", kind=User.Kind.RESIDENT)
    assert [line.notice.case_number for line in queries.inbox_page(signed_in)[0]] == ["XF-1"]
    assert queries.inbox_page(neighbour)[0] == []
    assert mark_read(user=signed_in) == 1


def test_a_message_nobody_knows_any_more_still_shows(clerk):
    Notice.objects.create(dedup_key="old:portal", channel="portal", template="gone", user=clerk, language="en")
    assert queries.inbox_page(clerk)[0][0].text.title == "gone"
