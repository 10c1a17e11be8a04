"""Alive without a database; ready with one, with or without the queue."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test import Client


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


def test_alive_asks_nobody(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_without_the_queue(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "database": "ready", "migrations": "ready", "redis": "not reachable (not required)",
    }  # fmt: skip


@pytest.mark.django_db
def test_ready_reports_the_queue(client: Client, redis_server: Any) -> None:
    assert client.get("/readyz").json()["redis"] == "ready"


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
    assert f"delete the folder {settings.VAR_DIR}" in str(refused.value)


def test_not_ready_without_the_database(client: Client, no_database: None) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "not reachable"
