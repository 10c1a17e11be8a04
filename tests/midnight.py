"""A run keeps the day on which it began: midnight in Shanghai comes between no two dates that a test compares.

What tests are given is worked out as they are collected ("tomorrow" of a table of bad dates), and what one makes at the
last second of a day is of yesterday in the next.
"""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

LONGEST = 25  # seconds that all but a few tests take at most
# Whoever is outside of this process does not follow a clock that is set in here.
OUTSIDE = {"browser", "page", "live_server", "redis_server", "celery_worker_process", "house"}
ONE_DAY = dt.timedelta(days=1)


def _now() -> dt.datetime:
    return dt.datetime.now(ZoneInfo("Asia/Shanghai"))


BEGAN = _now().date()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: Any) -> Iterator[Any]:
    """Wait for a midnight that is near; after it, tests that are alone with their clock are still on the first day."""
    left = dt.datetime.combine(_now().date() + ONE_DAY, dt.time(), _now().tzinfo) - _now()
    if left.total_seconds() < LONGEST:
        # At most once a run, and for real: servers and browsers do not follow a clock that is set in here.
        time.sleep(left.total_seconds())
    late = _now().date() - BEGAN
    alone = not OUTSIDE & set(getattr(item, "fixturenames", ()))
    with time_machine.travel(_now() - late, tick=True) if late and alone else nullcontext():
        return (yield)
