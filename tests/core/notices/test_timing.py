"""Quiet hours and pauses."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from caojiadu.core.channels import Retry
from caojiadu.core.notices import worker
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.timing import is_quiet, pause, quiet_hours

NIGHT = "21:00-08:00"


@pytest.mark.parametrize(
    ("hours", "clock", "quiet"),
    [
        (NIGHT, "20:59", False),
        (NIGHT, "21:00", True),
        (NIGHT, "23:59", True),
        (NIGHT, "00:00", True),
        (NIGHT, "07:59", True),
        (NIGHT, "08:00", False),
        ("12:00-14:00", "11:59", False),
        ("12:00-14:00", "12:00", True),
        ("12:00-14:00", "14:00", False),
        ("", "03:00", False),
    ],
)
def test_when_it_is_quiet_in_shanghai(settings, hours, clock, quiet):
    settings.NOTICE_QUIET_HOURS = hours
    assert is_quiet(datetime.fromisoformat(f"2026-11-24T{clock}:00+08:00")) is quiet


@pytest.mark.parametrize("hours", ["21", "21:00", "9pm-8am", "25:00-08:00"])
def test_hours_that_cannot_be_read_are_said_so(settings, hours):
    settings.NOTICE_QUIET_HOURS = hours
    with pytest.raises(ImproperlyConfigured):
        quiet_hours()


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 30), (2, 60), (3, 120), (5, 480), (7, 1920), (8, 3600), (12, 3600), (300, 3600)]
)
def test_pauses_double_up_to_an_hour(attempts, seconds):
    found = {pause(attempts).total_seconds() for _ in range(50)}
    assert seconds * 0.75 <= min(found) < max(found) <= seconds * 1.25


def test_a_pause_asked_for_is_kept_within_a_day():
    assert pause(1, after=900) == timedelta(seconds=900)
    assert pause(1, after=10**9) == timedelta(days=1)


def test_at_night_only_what_is_urgent_goes_and_the_rest_in_the_morning(settings, time_machine, resident, clerk):
    settings.NOTICE_QUIET_HOURS = NIGHT
    time_machine.move_to("2026-11-24T22:00:00+08:00", tick=False)
    put(template="test_plain", to=To.resident(resident), dedup_key="calm")
    put(template="test_plain", to=To.resident(resident), dedup_key="urgent", urgent=True)
    put(template="test_plain", to=To.user(clerk), dedup_key="mail")
    worker.send_due()
    assert _sent() == {"urgent:sms", "mail:email"}
    time_machine.move_to("2026-11-25T08:00:00+08:00", tick=False)
    worker.send_due()
    assert _sent() == {"urgent:sms", "mail:email", "calm:sms"}


def _sent() -> set[str]:
    return set(Notice.objects.filter(state="sent").values_list("dedup_key", flat=True))


def test_a_provider_in_trouble_is_asked_again_later_and_given_up_at_last(
    time_machine, provider, resident, undeliverable
):
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    put(template="test_plain", to=To.resident(resident), dedup_key="a", channels=("sms",))
    provider.script.extend(Retry("no") for _ in range(12))
    row = Notice.objects.get()
    for attempt in range(1, 12):
        worker.send_due()
        row.refresh_from_db()
        assert (row.state, row.attempts) == ("queued", attempt)
        assert row.next_try_at > timezone.now()
        worker.send_due()
        time_machine.move_to(row.next_try_at, tick=False)
    worker.send_due()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == ("failed", 12, "no")
    assert [told.pk for told in undeliverable] == [row.pk]
    assert worker.send_due() == 0


def test_a_message_for_later_waits(time_machine, resident):
    time_machine.move_to("2026-11-24T09:00:00+08:00", tick=False)
    later = timezone.now() + timedelta(hours=1)
    put(template="test_plain", to=To.resident(resident), dedup_key="a", channels=("sms",), not_before=later)
    assert worker.send_due() == 0
    time_machine.move_to(later, tick=False)
    assert worker.send_due() == 1
