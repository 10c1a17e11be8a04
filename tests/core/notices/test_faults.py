"""Real processes in trouble: a worker killed in the middle of a send, two workers at once, the queue gone or frozen."""

import json
import os
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.db import connection, transaction
from django.utils import timezone

from caojiadu.celery import app
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices import worker
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.embedded.processes import wait_until
from tests.core.notices.adapters import HERE


@pytest.fixture
def gate(monkeypatch) -> Path:
    """A pipe at which the next send gets stuck; files of earlier tests are gone."""
    folder = Path(portal.VAR_DIR)
    for name in ("gate", "begun", "sms.log"):
        (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / "gate")
    monkeypatch.setenv("NOTICE_QUIET_HOURS", "")
    return folder / "gate"


@pytest.fixture
def safe(gate, monkeypatch):
    """The worker's provider knows our keys."""
    monkeypatch.setenv("SMS_ADAPTER", f"{HERE}.StuckSafe")


@pytest.fixture
def blind(gate, monkeypatch):
    """The worker's provider does not know our keys."""
    monkeypatch.setenv("SMS_ADAPTER", f"{HERE}.StuckBlind")


def write(key: str = "a") -> Notice:
    resident = find_or_create_resident(name="张三", phone="13812345678")
    with transaction.atomic():
        put(
            template="sign_in_code",
            to=To.resident(resident),
            dedup_key=key,
            channels=("sms",),
            context={"code": "1"},
            case_number="XF-1",
        )
    return Notice.objects.get(dedup_key=f"{key}:sms")


def lines() -> list[str]:
    path = Path(portal.VAR_DIR) / "sms.log"
    return path.read_text("utf-8").splitlines() if path.exists() else []


def ask() -> None:
    app.send_task("notices.send_due")


def becomes(row: Notice, state: str) -> bool:
    return wait_until(lambda: Notice.objects.filter(pk=row.pk, state=state).exists(), seconds=20)


def kill_in_the_middle(process, gate: Path) -> Notice:
    """Let the worker hand a message over, kill it before it can note that, and let six minutes pass."""
    row = write()
    ask()
    assert wait_until(lambda: (gate.parent / "begun").exists(), seconds=20, process=process.process)
    process.kill()
    gate.unlink()
    row.refresh_from_db()
    assert (row.state, len(lines())) == ("sending", 1)
    Notice.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    process.start()
    ask()
    return row


def test_a_worker_killed_in_the_middle_sends_once_where_our_key_is_known(safe, gate, celery_worker_process):
    row = kill_in_the_middle(celery_worker_process, gate)
    assert becomes(row, "sent")
    assert [json.loads(line)["key"] for line in lines()] == ["a:sms"]
    row.refresh_from_db()
    assert row.attempts == 2


def test_a_worker_killed_in_the_middle_leaves_doubt_where_our_key_is_not_known(blind, gate, celery_worker_process):
    row = kill_in_the_middle(celery_worker_process, gate)
    assert becomes(row, "uncertain")
    assert lines() == ["a:sms"]


def test_a_fresh_claim_of_a_killed_worker_is_not_sent_by_another(blind, gate, celery_worker_process):
    row = write()
    ask()
    assert wait_until(lambda: (gate.parent / "begun").exists(), seconds=20)
    assert worker.send_due() == 0
    celery_worker_process.kill()
    assert worker.send_due() == 0
    row.refresh_from_db()
    assert (row.state, lines()) == ("sending", ["a:sms"])


def test_with_the_queue_down_a_message_is_written_at_the_usual_speed_and_leaves_once_later(
    safe, gate, celery_worker_process, redis_server
):
    gate.unlink()
    celery_worker_process.stop()
    redis_server.stop()
    began = time.monotonic()
    row = write()
    assert time.monotonic() - began < 1
    redis_server.start()
    celery_worker_process.start()
    for _ in range(3):
        ask()
    assert becomes(row, "sent")
    assert len(lines()) == 1


def test_with_the_queue_frozen_a_message_is_written_at_the_usual_speed(safe, gate, celery_worker_process, redis_server):
    gate.unlink()
    redis_server.freeze()
    began = time.monotonic()
    row = write()
    assert time.monotonic() - began < 1
    redis_server.thaw()
    ask()
    assert becomes(row, "sent")
    assert len(lines()) == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_row_once(provider):
    for number in range(25):
        write(str(number))
    barrier, tried = threading.Barrier(4), []

    def work() -> None:
        barrier.wait()
        tried.append(worker.send_due())
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(tried) == 25
    assert sorted(sent["dedup_key"] for sent in provider.sent) == sorted(f"{number}:sms" for number in range(25))
    assert set(Notice.objects.values_list("state", "attempts")) == {("sent", 1)}
