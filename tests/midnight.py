"""No test begins so late in the day that it would end on the next one: what it made today would be of yesterday."""

import datetime as dt
import time

import pytest
from django.utils import timezone

LONGEST = 25  # seconds that a test may take


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Wait for midnight in Shanghai when it is that near: once a day, and for real, as servers and browsers do not
    follow a clock that is set in here."""
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    left = (midnight - now).total_seconds()
    if left < LONGEST:
        time.sleep(left)
