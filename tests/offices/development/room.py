"""What the tests of the office share."""

from types import SimpleNamespace
from typing import Any

from caojiadu.core.cases.models import Clock
from caojiadu.core.desk.panels import concrete
from tests.desk import Desk


def people() -> SimpleNamespace:
    """Two clerks of the office, its head, a leader, and a clerk of another office, each at the desk."""
    return SimpleNamespace(
        clerk=Desk("fz-clerk", "handler", "H"),
        second=Desk("fz-second", "handler", "H"),
        head=Desk("fz-head", "head", "H"),
        leader=Desk("fz-leader", "leader", "", keeps="H"),
        stranger=Desk("fz-stranger", "handler", "D", keeps="H"),
    )


def take(desk: Desk, case: Any, key: str, **typed: Any) -> Any:
    """Take a step and return the matter as it then stands. Fails with what the page says where it is refused."""
    answer = desk.client.post(f"/desk/cases/{case.number}/{key}/", typed)
    assert answer.status_code == 302, (key, answer.status_code, errors_of(answer))
    return concrete(type(case)._base_manager.get(pk=case.pk))


def errors_of(answer: Any) -> dict[str, Any]:
    """What a refused page says, by field."""
    form = answer.context and answer.context.get("form")
    return dict(form.errors) if form else {}


def refused(desk: Desk, case: Any, key: str, **typed: Any) -> list[str]:
    """The fields beside which a step is refused."""
    answer = desk.client.post(f"/desk/cases/{case.number}/{key}/", typed)
    assert answer.status_code == 422, (key, answer.status_code)
    return list(errors_of(answer))


def not_entered(desk: Desk, register: str, **typed: Any) -> list[str]:
    """The fields beside which an entry is refused."""
    answer = desk.enter(register, **typed)
    assert getattr(answer, "status_code", 0) == 422, answer
    return list(errors_of(answer))


def articles(case: Any) -> dict[str, tuple[bool, str]]:
    """Every limit that ran: whether law fixes it, and its article."""
    rows = Clock.objects.filter(case_id=case.pk).values_list("key", "legal", "article")
    return {key: (legal, article) for key, legal, article in rows}


def sees(desk: Desk, case: Any) -> int:
    """What the page of a matter answers."""
    return desk.client.get(f"/desk/cases/{case.number}/").status_code
