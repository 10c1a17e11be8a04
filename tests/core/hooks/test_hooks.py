"""Hooks: what does not fit refuses to start, and every one that is declared is asked and answered."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from caojiadu.core import hooks
from caojiadu.core.hooks.source import asked_in


@pytest.fixture
def given(monkeypatch):
    """Nothing declared and nothing answered yet; what the test adds is gone afterwards."""
    monkeypatch.setattr(hooks, "declared", {})
    monkeypatch.setattr(hooks, "_providers", {})
    monkeypatch.setattr(hooks, "_all_declared", [])


def start():
    apps.get_app_config("hooks").ready()


def takes_anything(*args, **kwargs):
    return 0


def test_a_name_that_no_layer_declares_refuses_to_start(given):
    hooks.provide("may_raed_file")(takes_anything)
    with pytest.raises(ImproperlyConfigured, match=r"no hook is called may_raed_file, to which tests\.core\.hooks"):
        start()


def test_once_all_runs_such_a_name_is_refused_at_once():
    with pytest.raises(hooks.UnknownHook, match="may_raed_file"):
        hooks.provide("may_raed_file")(takes_anything)
    with pytest.raises(hooks.UnknownHook, match="panels"):
        hooks.provide("panels")(takes_anything)  # each kind has its own
    with pytest.raises(hooks.UnknownHook, match="desk_links"):
        hooks.provide("desk_links.letter")(takes_anything)


def test_a_name_is_declared_once(given):
    def asked() -> int: ...

    hooks.many(asked)
    with pytest.raises(ValueError, match="asked is declared in"):
        hooks.one(asked)


@pytest.mark.parametrize(
    ("declare", "answers", "refused"),
    [
        (hooks.one, 0, True),
        (hooks.one, 1, False),
        (hooks.one, 2, True),
        (hooks.at_most_one, 0, False),
        (hooks.at_most_one, 1, False),
        (hooks.at_most_one, 2, True),
        (hooks.many, 0, True),
        (hooks.many, 1, False),
        (hooks.many, 2, False),
    ],
)
def test_too_few_or_too_many_answers_refuse_to_start(given, declare, answers, refused):
    def asked() -> int: ...

    declare(asked)
    for _each in range(answers):
        hooks.provide("asked")(lambda: 1)
    if refused:
        with pytest.raises(ImproperlyConfigured, match=f"the hook asked is answered {answers} times"):
            start()
    else:
        start()


@pytest.mark.parametrize("declare", [hooks.one_each, hooks.at_most_one_each])
def test_each_key_is_known_and_answered_once(given, declare):
    def asked(case: int) -> int: ...

    by_key = declare(lambda: {"letter", "order"})(asked)
    hooks.provide("asked.letter")(lambda case: case + 1)
    assert by_key("letter", 1) == 2
    hooks.provide("asked.letter")(lambda case: 3)
    hooks.provide("asked.lettre")(lambda case: 4)
    found = hooks.faults()
    assert "asked.letter is answered 2 times" in found
    assert "nothing is called lettre: asked.lettre" in found
    assert ("nobody answers to asked.order" in found) is (declare is hooks.one_each)


def test_who_does_not_answer_for_a_key_is_none_or_an_error(given):
    def asked() -> int: ...

    assert hooks.at_most_one_each(set)(asked)("letter") is None
    hooks.declared.clear()
    with pytest.raises(hooks.UnknownHook, match=r"asked\.letter"):
        hooks.one_each(None)(asked)("letter")


@pytest.mark.parametrize(
    ("answer", "fits"),
    [
        (lambda user, day=None: 1, True),
        (lambda who, when=None: 1, True),
        (lambda *all_of_it: 1, True),
        (lambda user: 1, False),
        (lambda user, day: 1, False),
        (lambda user, day=None, *, note: 1, False),
    ],
)
def test_an_answer_that_does_not_take_what_is_given_refuses_to_start(given, answer, fits):
    def asked(user: str, day: dt.date | None = None) -> int: ...

    hooks.many(asked)
    hooks.provide("asked")(answer)
    if fits:
        start()
    else:
        with pytest.raises(ImproperlyConfigured, match="does not take what asked gives"):
            start()


def test_who_answers_among_several_may_leave_it_to_the_next(given):
    def asked() -> str | None: ...

    def always() -> str:
        return ""

    def for_some() -> str | None: ...

    hooks.first(asked)
    hooks.provide("asked")(for_some)
    start()
    hooks.provide("asked")(always)
    with pytest.raises(ImproperlyConfigured, match="always must answer None"):
        start()


def test_what_is_given_by_name_is_taken_by_that_name(given):
    def asked(*, user: str) -> int: ...

    hooks.many(asked)
    hooks.provide("asked")(lambda *, person: 1)
    assert "does not take what asked gives" in hooks.faults()[0]


def test_everything_that_is_declared_is_asked_somewhere():
    asked = asked_in()
    assert [name for name in hooks.declared if name not in asked] == []


def test_every_effect_that_a_step_names_is_there():
    effects = hooks.declared["effect"]
    assert {"open_grid_case", "split_letter"} <= set(effects.answered())
    assert list(effects.faults()) == []


def test_the_command_prints_who_asks_and_who_answers(capsys):
    call_command("hooks", "may_read_file")
    said = capsys.readouterr().out
    assert said.startswith("may_read_file(request: HttpRequest, file: File) -> bool\n")
    assert "asked in caojiadu/core/files/views.py" in said
    assert "answered by caojiadu.core.desk.providers." in said
    call_command("hooks")
    said = f"\n{capsys.readouterr().out}"
    assert [name for name in hooks.declared if f"\n{name}(" not in said] == []
    with pytest.raises(CommandError, match="may_raed_file"):
        call_command("hooks", "may_raed_file")
