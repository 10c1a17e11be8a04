"""The ground the suite stands on: the application's rights, and an untouched database for every test."""

import pytest
from django.db import connection
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from caojiadu.celery import app
from caojiadu.embedded import processes


def test_the_suite_works_with_the_rights_of_the_application(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("caojiadu_app",)


def test_a_statement_of_the_owner_leaves_the_application_role_in_place(db: None, owner_connection) -> None:
    assert owner_connection.execute("SELECT current_user") == [("caojiadu_owner",)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("caojiadu_app",)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_in_the_next(turn: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache")
        assert cursor.fetchone() == (0,)
        cursor.execute("INSERT INTO portal_cache VALUES ('left over', 'x', now())")


@pytest.mark.django_db(transaction=True)
def test_a_worker_process_takes_tasks_with_the_rights_of_the_application(celery_worker_process, redis_server) -> None:
    assert celery_worker_process.process.poll() is None
    replies = app.control.ping(timeout=5, limit=1)
    assert [next(iter(reply.values())) for reply in replies] == [{"ok": "pong"}]


def test_a_page_in_a_real_browser(live_server, page) -> None:
    response = page.goto(f"{live_server.url}/no-such-page/")
    assert response is not None
    assert response.status == 404


def worker_answers() -> bool:
    try:
        return bool(app.control.ping(timeout=1, limit=1))
    except (OperationalError, RedisError):
        return False


@pytest.mark.django_db(transaction=True)
def test_a_worker_gets_over_a_queue_that_freezes_and_one_that_goes_away(celery_worker_process, redis_server) -> None:
    redis_server.freeze()
    assert not worker_answers()
    redis_server.thaw()
    assert processes.wait_until(worker_answers, seconds=30)
    redis_server.stop()
    assert not worker_answers()
    redis_server.start()
    assert processes.wait_until(worker_answers, seconds=30)
    assert celery_worker_process.process.poll() is None
