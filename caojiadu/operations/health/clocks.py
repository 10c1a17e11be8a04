"""Clocks of the installation, compared with each beat of the timer."""

import datetime as dt

from django.conf import settings
from django.db import connection
from django.utils import timezone

from caojiadu.operations.models import Mark

# Beats that are compared: a message that waited once in the queue is no clock that runs behind.
BEATS = 10


def beat(expires: str | None) -> None:
    """Note that the timer was heard, and how far its clock and the database's are from this worker's, in seconds."""
    before = Mark.objects.filter(name="beat").first()
    lags = [*(before.data.get("lags", []) if before else []), *_lag(expires)][-BEATS:]
    skews = {"database": round(_database(), 3)}
    if lags:
        # Ahead shows at once; behind only where no beat of the last ones came sooner.
        skews["timer"] = round(min(lags), 3)
    Mark.put("beat", skews=skews, lags=lags)


def _lag(expires: str | None) -> list[float]:
    """How long ago the timer sent this by its own clock, which wrote when the message ends."""
    if not expires:
        return []
    sent = dt.datetime.fromisoformat(expires) - dt.timedelta(seconds=settings.TASK_EXPIRES)
    return [round((timezone.now() - sent).total_seconds(), 3)]


def _database() -> float:
    begun = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there: dt.datetime = cursor.fetchone()[0]
    ended = timezone.now()
    return (there - (begun + (ended - begun) / 2)).total_seconds()
