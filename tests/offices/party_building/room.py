"""The people of the Party Building Office, each at their desk, and how its registers are opened."""

from types import SimpleNamespace
from typing import Any

from caojiadu.core.desk.panels import concrete
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import Record
from tests.desk import Desk, day, running, state

__all__ = ["Desk", "concrete", "day", "errors", "hidden", "make_room", "record", "running", "state", "walk"]


def make_room() -> SimpleNamespace:
    """Two clerks, the head, a leader, and a clerk of another office."""
    return SimpleNamespace(
        clerk=Desk("clerk", office="B"),
        second=Desk("second", office="B"),
        head=Desk("head", "head", "B"),
        leader=Desk("leader", "leader", "", keeps="B"),
        stranger=Desk("stranger", office="D", keeps="B"),
    )


def walk(case: Any, *steps: tuple[Any, str, dict[str, Any]]) -> Any:
    """Take steps through the pages, each of which has to be taken; the matter afterwards."""
    for desk, key, typed in steps:
        assert desk.step(case, key, **typed) == 302, (key, state(case), typed)
    return concrete(type(case).objects.get(pk=case.pk))


def errors(answer: Any) -> set[str]:
    """The fields beside which a refused page says something."""
    assert answer.status_code == 422
    return set(answer.context["form"].errors)


def hidden(room: SimpleNamespace, case: Any, register: str) -> None:
    """Another office's clerk finds neither the matter nor the register."""
    client = room.stranger.client
    assert client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert client.get(f"{room.clerk.base}{register}/").status_code == 404


def record(key: int) -> Any:
    """A record with its own fields."""
    row = Record.objects.get(pk=key)
    register = find(row.register)
    assert register is not None
    return register.model_class.objects.get(pk=key)
