"""When a message may go: quiet hours for text messages, and longer and longer pauses between tries."""

import random
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

FIRST_PAUSE = 30
LONGEST_PAUSE = 3600
# A claim older than this is of a worker that is gone: no channel holds a send for as long.
CLAIM_MINUTES = 5


def quiet_hours() -> tuple[time, time] | None:
    """From when until when no ordinary text message goes out; None where the setting is empty."""
    if not settings.NOTICE_QUIET_HOURS:
        return None
    try:
        start, end = (time.fromisoformat(part.strip()) for part in settings.NOTICE_QUIET_HOURS.split("-"))
    except ValueError as error:
        raise ImproperlyConfigured("NOTICE_QUIET_HOURS must look like 21:00-08:00") from error
    return start, end


def is_quiet(at: datetime) -> bool:
    """Whether it is night for the person who would get the message."""
    hours = quiet_hours()
    if hours is None:
        return False
    start, end = hours
    clock = timezone.localtime(at, timezone.get_default_timezone()).time()
    return start <= clock < end if start <= end else clock >= start or clock < end


def pause(attempts: int, *, after: int | None = None) -> timedelta:
    """How long to wait after so many tries: doubled each time, with some chance in it, and at least what was asked."""
    seconds = min(FIRST_PAUSE * 2 ** max(attempts - 1, 0), LONGEST_PAUSE) * random.uniform(0.75, 1.25)
    return timedelta(seconds=max(seconds, min(after or 0, 24 * 3600)))
