"""What the system checks refuse of a declared register."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from caojiadu.core.registers import declaration
from caojiadu.core.registers.checks import check_registers
from caojiadu.core.registers.declaration import Reminder, declare, find

SITES, INSPECTIONS = find("sites"), find("inspections")


@pytest.fixture
def trial() -> Iterator[None]:
    """Whatever is declared as "trial" is forgotten again."""
    yield
    del declaration._declared["trial"]


def test_the_registers_of_the_house_are_sound() -> None:
    assert check_registers() == []


@pytest.mark.parametrize(
    ("one", "wrong", "said"),
    [
        (INSPECTIONS, {"sensitive": True}, "a sensitive register of matters has a restricted workflow"),
        (INSPECTIONS, {"function": "E2"}, "has no workflow of the function E2"),
        (SITES, {"columns": ("nothing",)}, "there is no field nothing"),
        (SITES, {"fields": ("kind",)}, "title, is not asked for"),
        (SITES, {"fields": ("title", "kind", "address")}, "operator must be filled in"),
        (SITES, {"filters": ("operator",)}, "operator narrows the list without an index"),
        (SITES, {"filters": ("operator",)}, "operator is free text, which narrows no list"),
        (SITES, {"reminders": (Reminder("x", "X", "operator"),)}, "the reminder x has no date to count from"),
        (SITES, {"stock": ("operator", "title")}, "two numbers say so"),
        (SITES, {"stock": ("nothing", "title")}, "there is no field nothing"),
        (SITES, {"keepers_of": "inspections"}, "inspections is no sensitive register of the same function"),
        (SITES, {"reminders": (Reminder("x", "X", "due_on", where=("hue", "red")),)}, "there is no field hue"),
        (INSPECTIONS, {"public": ("planned_on",)}, "matters are public in certain states"),
    ],
)
def test_a_register_that_would_not_work_is_refused(trial: None, one: Any, wrong: dict[str, Any], said: str) -> None:
    declare(replace(one, key="trial", **wrong))
    found = [error for error in check_registers() if error.obj == "trial"]
    assert any(said in error.msg for error in found), found
