"""People of the Community Human Resources Office at their desks, and staff as they are typed."""

from typing import Any

from caojiadu.core.organisation.models import Office
from tests.desk import Desk, day, running, state

__all__ = ["Desk", "day", "desks", "leader", "office", "running", "servant", "state"]


def desks() -> tuple[Desk, Desk, Desk]:
    """The clerk and the head of the office, and the clerk of another one."""
    return Desk("clerk", office="G"), Desk("head", "head", office="G"), Desk("stranger", office="D", keeps="G")


def leader() -> Desk:
    """A leader of the street, who decides what the head had a hand in."""
    return Desk("leader", "leader", "", keeps="G")


def office(code: str) -> int:
    """The key of an office."""
    return Office.objects.get(code=code).pk


def servant(**changed: Any) -> dict[str, Any]:
    """A civil servant as typed."""
    typed = {"title": "沈某", "works_in": office("A"), "post": "科员", "posted_on": day(-400), "joined_on": day(-400)}
    return {**typed, "born": "1967-02", "original_age": "60", "confirmed_on": day(-30), **changed}
