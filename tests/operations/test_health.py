"""What machines ask, what administrators read, whom the portal calls."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from celery.app.task import Context
from django.conf import settings as configured
from django.core import mail
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from caojiadu.core.channels import ChannelError
from caojiadu.core.notices.models import Notice
from caojiadu.operations import calling, tasks
from caojiadu.operations.backup import shelf
from caojiadu.operations.health import measures
from caojiadu.operations.health.measures import BY_KEY, State
from caojiadu.operations.models import Mark


@pytest.fixture
def no_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database as it is when its server is gone."""
    with django_db_blocker.unblock():
        connection.close()
        before = connection.settings_dict["HOST"], connection.settings_dict["OPTIONS"]
        connection.settings_dict.update(HOST="/nowhere", OPTIONS={})
        yield
        connection.close()
        connection.settings_dict.update(HOST=before[0], OPTIONS=before[1])


def test_alive_asks_nobody_and_by_whatever_name(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.5:8000"}).content == b"ok\n"
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_ready_without_the_queue(client: Client) -> None:
    response = client.get("/readyz", headers={"host": "10.0.0.5:8000"})
    assert response.status_code == 200
    assert response.json() == {
        "database": "ready", "migrations": "ready", "redis": "not reachable (not required)",
    }  # fmt: skip


@pytest.mark.django_db
def test_ready_reports_the_queue(client: Client, redis_server: Any) -> None:
    assert client.get("/readyz").json()["redis"] == "ready"
    assert BY_KEY["queue"].ask() == 0


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client: Client, owner_connection: Any) -> None:
    owner_connection.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "1 not applied"


@pytest.mark.django_db
def test_tables_of_an_older_version_are_left_alone_and_said_to_be(owner_connection: Any) -> None:
    look = {"databases": ["default"], "tags": ["database"], "verbosity": 0}
    call_command("check", **look)
    owner_connection.execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '0011_by_link', now())"
    )
    with pytest.raises(SystemCheckError, match="cases 0011_by_link") as refused:
        call_command("check", **look)
    assert f"delete the folder {configured.VAR_DIR}" in str(refused.value)


def test_without_the_database_not_ready_and_the_figures_say_so(client: Client, no_database: None) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "not reachable"
    assert client.get("/readyz/beat").status_code == 503
    figures = client.get("/metrics")
    assert figures.status_code == 200
    assert "caojiadu_database_up 0.0" in figures.content.decode()


def message(state: str = "queued", *, minutes: int = 0) -> Notice:
    """A text message that was due so many minutes ago."""
    then = timezone.now() - dt.timedelta(minutes=minutes)
    return Notice.objects.create(
        dedup_key=f"{uuid.uuid4()}:sms", channel="sms", template="sign_in_code", language="zh-hans", urgent=True,
        state=state, resident_key=uuid.uuid4(), created_at=then, next_try_at=then,
    )  # fmt: skip


def value(key: str) -> float:
    found = BY_KEY[key].ask()
    assert found is not None
    return found


@pytest.mark.django_db
def test_each_figure_means_something(settings: Any, tmp_path: Any) -> None:
    settings.BACKUP_ROOT, settings.BACKUP_RECIPIENTS = tmp_path, ["age1..."]
    message(minutes=30)
    message("failed")
    message("failed", minutes=25 * 60)
    message("uncertain")
    assert 29 < value("messages_late") / 60 < 31
    assert (value("messages_failed"), value("messages_uncertain")) == (1, 1)
    assert value("beat") == value("backup") == value("rehearsal") == float("inf")
    (tmp_path / "2026-12-01T020000Z").mkdir()
    (tmp_path / "2026-12-01T020000Z" / shelf.MANIFEST).write_text("{}")
    (tmp_path / shelf.REHEARSED).write_text("2026-11-01T00:00:00+00:00 2026-11-01T020000Z\n")
    with time_machine.travel(dt.datetime(2026, 12, 3, 2, tzinfo=dt.UTC), tick=False):
        assert (value("backup"), value("rehearsal")) == (2 * 86400, 32 * 86400 + 2 * 3600)
    settings.BACKUP_RECIPIENTS = []
    assert (BY_KEY["backup"].ask(), BY_KEY["rehearsal"].ask()) == (None, None)
    for day, missing in ((14, 0), (15, 1)):
        with time_machine.travel(dt.datetime(2049, 11, day, 12, tzinfo=dt.UTC), tick=False):
            assert value("calendar") == missing


@pytest.mark.parametrize(("key", "well", "look", "call"), [
    ("messages_late", 599, 600, 3600),
    ("disk", 10e9 + 1, 10e9, 2e9),
    ("facts", 0, 1, None),
])  # fmt: skip
def test_bounds(key: str, well: float, look: float, call: float | None) -> None:
    measure = BY_KEY[key]
    assert (measure.state(well), measure.state(look)) == (State.WELL, State.LOOK)
    assert call is None or measure.state(call) == State.CALL


@pytest.mark.django_db
def test_a_probe_watches_one_figure_and_strangers_read_none(client: Client) -> None:
    assert client.get("/readyz/beat").status_code == 503
    Mark.put("beat")
    assert client.get("/readyz/beat").content == b"0 seconds\n"
    assert "caojiadu_beat_seconds" in client.get("/metrics").content.decode()
    assert client.get("/readyz/nothing").status_code == 404
    for path in ("/readyz/beat", "/metrics"):
        assert client.get(path, REMOTE_ADDR="203.0.113.9").status_code == 404


def hear(*, timer: float = 0.0) -> dict[str, float]:
    """A beat of a timer whose clock is so many seconds ahead; what is known of the clocks then."""
    ends = timezone.now() + dt.timedelta(seconds=timer + configured.TASK_EXPIRES)
    tasks.beat.request_stack.push(Context(expires=ends.isoformat()))
    try:
        tasks.beat.run()
    finally:
        tasks.beat.request_stack.pop()
    skews: dict[str, float] = Mark.objects.get(name="beat").data["skews"]
    return skews


@pytest.mark.django_db
def test_clocks_that_do_not_agree_are_measured_and_said() -> None:
    for _time in range(9):
        hear()
    assert value("clock_skew") < 1
    assert abs(hear(timer=-40)["timer"]) < 1  # one that waited in the queue
    assert round(hear(timer=6)["timer"]) == -6
    assert BY_KEY["clock_skew"].state(value("clock_skew")) == State.LOOK
    for _time in range(10):
        hear(timer=-45)
    assert round(value("clock_skew")) == 45
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=300)):
        assert round(hear()["database"]) == -300


@pytest.mark.django_db
def test_administrators_read_it_in_words_and_are_called_once_a_day(
    client: Client, cast: SimpleNamespace, settings: Any, monkeypatch: Any
) -> None:
    settings.OPERATOR_EMAILS = ["keeper@portal.example"]
    monkeypatch.setattr(measures, "MEASURES", [BY_KEY["beat"], BY_KEY["facts"], BY_KEY["messages_failed"]])
    client.force_login(cast.system_admin)
    page = client.get("/admin/").content.decode()
    assert 'data-measure="beat" data-state="call"' in page
    assert 'data-measure="messages_failed"' not in page
    tasks.look()
    tasks.look()
    called = Notice.objects.filter(template="keeper_called", channel="portal")
    assert [notice.user_id for notice in called] == [cast.system_admin.pk]
    with translation.override(cast.system_admin.language):
        assert str(BY_KEY["beat"].label) in called[0].context["what"]
    (sent,) = mail.outbox
    assert sent.to == ["keeper@portal.example"]
    assert str(BY_KEY["beat"].label) in sent.body
    with time_machine.travel(timezone.now() + dt.timedelta(hours=24)):
        tasks.look()
    assert (called.all().count(), len(mail.outbox)) == (2, 2)
    client.force_login(cast.clerk)
    assert "data-measure" not in client.get("/admin/", follow=True).content.decode()


@pytest.mark.django_db
def test_a_measure_that_cannot_be_asked_is_as_bad_as_can_be_and_silences_no_other(
    client: Client, cast: SimpleNamespace, monkeypatch: Any
) -> None:
    def breaks() -> float:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
        return 0

    Mark.put("beat")
    broken = [replace(BY_KEY[key], ask=breaks) for key in ("limits_late", "disk", "facts", "files_mark")]
    monkeypatch.setattr(measures, "MEASURES", [*broken, BY_KEY["beat"]])
    monkeypatch.setitem(BY_KEY, "disk", broken[1])
    found = {one.measure.key: one for one in measures.findings()}
    assert {one.state for key, one in found.items() if key != "beat"} == {State.CALL}
    assert (found["disk"].value, found["beat"].state) == (0, State.WELL)
    with translation.override("en"):
        assert found["limits_late"].said == "cannot be asked"
        assert "cannot be asked" in found["files_mark"].sentence
    probe = client.get("/readyz/disk")
    assert (probe.status_code, probe.content) == (503, b"cannot be asked\n")
    figures = client.get("/metrics").content.decode()
    assert "caojiadu_limits_late_seconds +Inf" in figures and 'caojiadu_state{measure="beat"} 0.0' in figures
    client.force_login(cast.system_admin)
    assert 'data-measure="disk" data-state="call"' in client.get("/admin/").content.decode()


@pytest.mark.django_db
def test_an_operator_who_was_not_reached_is_called_again_and_administrators_only_once(
    cast: SimpleNamespace, settings: Any, monkeypatch: Any
) -> None:
    settings.OPERATOR_EMAILS = ["keeper@portal.example"]
    monkeypatch.setattr(measures, "MEASURES", [BY_KEY["beat"]])

    def away(**_mail: Any) -> None:
        raise ChannelError("mail is away")

    with monkeypatch.context() as broken:
        broken.setattr(calling.mail, "send", away)
        tasks.look()
    assert not mail.outbox
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        tasks.look()
        tasks.look()
    assert len(mail.outbox) == 1
    assert Notice.objects.filter(template="keeper_called", channel="portal").count() == 1
