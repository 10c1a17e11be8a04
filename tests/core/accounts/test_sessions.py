"""Sessions are written once, at the end of a request, and a new key ends the one before."""

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caojiadu.core.accounts.middleware import SessionStore

pytestmark = pytest.mark.django_db


def saved(**held: object) -> str:
    """A session that holds this, by its key."""
    session = SessionStore()
    session.update(held)
    session.save()
    assert session.session_key
    return session.session_key


def held_by(key: str) -> dict[str, object]:
    return dict(SessionStore(key).items())


def test_a_new_session_and_one_with_a_new_key_are_written_with_one_statement_each() -> None:
    with CaptureQueriesContext(connection) as queries:
        key = saved(matter=1)
    assert len(queries) == 1
    session = SessionStore(key)
    session["more"] = 2
    with CaptureQueriesContext(connection) as queries:
        session.cycle_key()
        session.save()
    assert len(queries) == 1
    assert session.session_key not in (None, key)
    assert held_by(session.session_key) == {"matter": 1, "more": 2}
    assert held_by(key) == {}


def test_a_new_key_is_written_at_the_end_even_where_nothing_else_changed() -> None:
    session = SessionStore(saved(matter=1))
    assert session["matter"] == 1
    assert not session.modified
    session.cycle_key()
    assert session.modified


def test_two_clicks_at_once_keep_a_session_each() -> None:
    key = saved(matter=1)
    first, second = SessionStore(key), SessionStore(key)
    for session in (first, second):
        session.cycle_key()
    for session in (first, second):
        session.save()
        assert session.session_key is not None
        assert held_by(session.session_key) == {"matter": 1}
    assert held_by(key) == {}


def test_what_ends_ends_under_its_key_of_before_too() -> None:
    key = saved(matter=1)
    session = SessionStore(key)
    session.cycle_key()
    session.flush()
    assert held_by(key) == {}
    session["matter"] = 2
    session.save()
    assert session.session_key is not None
    assert held_by(session.session_key) == {"matter": 2}


def test_a_key_that_is_taken_and_a_session_that_ended_are_not_written() -> None:
    key = saved(matter=1)
    other = SessionStore(key)
    with pytest.raises(CreateError):
        other.save(must_create=True)
    assert held_by(key) == {"matter": 1}
    ended = SessionStore(key)
    ended["matter"] = 3
    SessionStore(key).flush()
    with pytest.raises(UpdateError):
        ended.save()
    assert held_by(key) == {}
