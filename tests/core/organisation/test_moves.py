"""A function moves to another office, and back."""

import pytest

from caojiadu.core.accounts.models import User
from caojiadu.core.audit.models import Entry
from caojiadu.core.hooks import _providers, provide
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.organisation.moves import move_function
from caojiadu.core.organisation.queries import office_of_function

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """What the hook `function_moved` was told."""
    heard = []

    def listen(*, function, office, source, actor):
        heard.append((function.code, source.code, office.code, actor.username))

    provide("function_moved")(listen)
    yield heard
    _providers["function_moved"].remove(listen)


@pytest.fixture
def actor():
    return User.objects.create(username="administrator")


def move(code, office, actor):
    return move_function(function=Function.objects.get(code=code), office=Office.objects.get(code=office), actor=actor)


def test_it_moves_and_moves_back_and_tells(told, actor):
    assert move("E7", "C", actor).office.code == "C"
    assert office_of_function("E7").code == "C"
    move("E7", "E", actor)
    assert office_of_function("E7").code == "E"
    assert told == [("E7", "E", "C", "administrator"), ("E7", "C", "E", "administrator")]


def test_each_move_is_recorded(told, actor):
    move("E7", "C", actor)
    entry = Entry.objects.get(subject_type="organisation.function", subject_key="E7")
    assert entry.actor_user_id == actor.pk
    assert entry.data == {"office": ["E", "C"]}


def test_moving_to_the_same_office_changes_nothing(told, actor):
    move("E7", "E", actor)
    assert told == []
    assert not Entry.objects.filter(subject_key="E7").exists()


def test_a_listener_that_fails_undoes_the_move(actor):
    def fails(**kwargs):
        raise RuntimeError("cases cannot follow")

    provide("function_moved")(fails)
    try:
        with pytest.raises(RuntimeError):
            move("E7", "C", actor)
    finally:
        _providers["function_moved"].remove(fails)
    assert office_of_function("E7").code == "E"
