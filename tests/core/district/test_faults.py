"""A real worker in trouble: killed in the middle of a send, asked three times at once, its queue gone."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from caojiadu.celery import app
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import DistrictBody
from caojiadu.embedded.processes import wait_until
from tests.cast import make_cast
from tests.core.channels.receiver import SECRETS, take
from tests.core.district.reports import reported


@pytest.fixture
def keys(monkeypatch):
    """The worker's environment knows the secret."""
    monkeypatch.setenv("DISTRICT_KEYS", f"street:{SECRETS['street'].replace(',', '')}")
    monkeypatch.setitem(SECRETS, "street", SECRETS["street"].replace(",", ""))


def write(system) -> Report:
    DistrictBody.objects.filter(key="housing").update(channel="http", endpoint=system.url, key_id="street")
    return reported(make_cast(), "housing")


def ask() -> None:
    app.send_task("district.send_due")


def becomes(report: Report, state: str) -> bool:
    return wait_until(lambda: Report.objects.filter(pk=report.pk, state=state).exists(), seconds=20)


def test_a_worker_killed_in_the_middle_leaves_one_report_over_there(keys, system, celery_worker_process):
    begun = threading.Event()

    def take_and_hang(handler) -> None:
        key = handler.server.requests[-1][0]
        handler.server.numbers.setdefault(key, "QX-1")
        begun.set()
        handler.server.ended.wait(30)
        handler.close_connection = True

    system.scripts = [take_and_hang]
    report = write(system)
    ask()
    assert begun.wait(30)
    celery_worker_process.kill()
    report.refresh_from_db()
    assert report.state == "sending"
    celery_worker_process.start()
    ask()
    Report.objects.filter(pk=report.pk).update(claimed_at=timezone.now() - timedelta(minutes=6))
    ask()
    assert becomes(report, "acknowledged")
    report.refresh_from_db()
    assert [key for key, _payload in system.requests] == [str(report.key)] * 2
    assert (report.number, report.attempts) == ("QX-1", 2)
    assert system.numbers == {str(report.key): "QX-1"}


def test_with_the_queue_down_a_report_waits_and_leaves_once_later(keys, system, celery_worker_process, redis_server):
    celery_worker_process.stop()
    redis_server.stop()
    system.scripts = [take]
    report = write(system)
    redis_server.start()
    celery_worker_process.start()
    for _ in range(3):
        ask()
    assert becomes(report, "acknowledged")
    assert len(system.requests) == 1
