"""What the system checks refuse of a kind of matter."""

from collections.abc import Iterator

import pytest

from caojiadu.core.cases.checks import check_workflows
from caojiadu.core.workflow import By, Notify, State, Transition, Workflow, register, workflow


@pytest.fixture
def taken() -> Iterator[Workflow]:
    """A kind of another app that numbers its matters like letters."""
    start, end = State("start", "Start"), State("end", "End", final=True)
    close = Transition("close", "Close", (start,), end, by=By.TIMER)
    yield register(Workflow("taken", "Taken", "cases.Case", "E1", start, (close,), series="XF"))
    del workflow._workflows["taken"]


def test_two_apps_do_not_number_in_the_same_series(taken: Workflow) -> None:
    assert [(error.id, error.obj) for error in check_workflows()] == [("cases.E002", "taken")]


@pytest.fixture
def unsaid() -> Iterator[Workflow]:
    """A kind that tells something for which nobody has written words."""
    start, end = State("start", "Start"), State("end", "End", final=True)
    close = Transition("close", "Close", (start,), end, by=By.TIMER, notify=(Notify("head", "forgotten"),))
    yield register(Workflow("unsaid", "Unsaid", "cases.Case", "E1", start, (close,)))
    del workflow._workflows["unsaid"]


def test_a_message_without_words_is_an_error(unsaid: Workflow) -> None:
    [found] = check_workflows()
    assert (found.id, found.obj, "forgotten" in found.msg) == ("cases.E001", "unsaid", True)
