"""Sign-in codes."""

from datetime import timedelta

import pytest

from caojiadu.core.accounts import hooks
from caojiadu.core.channels import Rejected, Retry, Uncertain
from caojiadu.core.notices import worker
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.queries import in_trouble
from caojiadu.core.notices.verbs import NotInTrouble, send_again

PHONE = "+8613812345678"


@pytest.fixture
def row(db) -> Notice:
    """A code that waits."""
    hooks.send_code(PHONE, "482913", "zh-hans")
    return Notice.objects.get()


def test_a_waiting_code_shows_neither_phone_nor_code(row):
    kept = str(Notice.objects.values().get())
    assert "482913" not in kept
    assert "13812345678" not in kept


def test_a_code_goes_out_at_night_and_is_forgotten(row, settings, time_machine, provider):
    settings.NOTICE_QUIET_HOURS = "00:00-23:59"
    worker.send_due()
    [sent] = provider.sent
    assert sent["phone"] == PHONE
    assert "482913" in sent["text"]
    assert sent["variables"]["code"] == "482913"
    row.refresh_from_db()
    assert (row.state, row.sealed) == ("sent", "")


def test_two_codes_are_two_messages(row, provider):
    hooks.send_code(PHONE, "111111", "en")
    worker.send_due()
    assert len(provider.sent) == 2
    assert provider.sent[1]["text"].startswith("111111 is your sign-in code")


def test_a_code_is_never_sent_late(row, time_machine, provider):
    time_machine.move_to(row.expires_at + timedelta(seconds=1))
    worker.send_due()
    row.refresh_from_db()
    assert (row.state, row.sealed, provider.sent) == ("cancelled", "", [])


@pytest.mark.parametrize(("trouble", "state"), [(Rejected("no"), "failed"), (Uncertain("no"), "uncertain")])
def test_a_code_that_did_not_go_out_is_forgotten_too(row, provider, undeliverable, trouble, state):
    provider.script.append(trouble)
    worker.send_due()
    row.refresh_from_db()
    assert (row.state, row.sealed) == (state, "")
    assert undeliverable == []
    assert not in_trouble().exists()
    with pytest.raises(NotInTrouble):
        send_again(notice=row, actor=None, reason="asked")


def test_a_code_is_tried_again_while_it_is_good(row, provider, time_machine):
    provider.script.extend([Retry("busy")] * 8)
    for _ in range(8):
        worker.send_due()
        row.refresh_from_db()
        if row.state != "queued":
            break
        assert row.sealed
        time_machine.move_to(row.next_try_at, tick=False)
    assert (row.state, row.sealed) == ("failed", "")
    assert 2 <= row.attempts <= 5
