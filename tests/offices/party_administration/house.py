"""The people of the Party and Administration Office and whom it deals with, and how they take steps on pages."""

from types import SimpleNamespace
from typing import Any

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.desk.panels import concrete
from caojiadu.core.organisation.models import Office
from tests.cast import again, make_staff
from tests.desk import day as today
from tests.desk import running
from tests.entries import signed_in

__all__ = ["BASE", "enter", "errors_of", "make_people", "office", "running", "step", "today", "tried"]
BASE = "/desk/party-administration/"
PEOPLE = {
    "clerk": ("党政经办", "handler", "A"),
    "second": ("党政小何", "handler", "A"),
    "head": ("党政科长", "head", "A"),
    "leader": ("主任老马", "leader", ""),
    "safety_head": ("平安科长", "head", "E"),
    "safety": ("平安小李", "handler", "E"),
    "manager": ("管理科长", "head", "C"),
    "stranger": ("服务小孙", "handler", "D"),
}


def make_people() -> SimpleNamespace:
    """Everybody, each under the name of the part."""
    return SimpleNamespace(**{key: make_staff(key, *parts) for key, parts in PEOPLE.items()})


def office(code: str) -> Office:
    """An office by its letter."""
    return Office.objects.get(code=code)


def enter(user: User, register: str, **values: Any) -> Any:
    """Enter something on the page of a register; what came of it, or the page that refuses it."""
    before = set(Case.objects.values_list("pk", flat=True))
    answer = signed_in(user).post(f"{BASE}{register}/new/", values)
    if answer.status_code != 302:
        return answer
    made = Case.objects.exclude(pk__in=before).order_by("pk").first()
    return concrete(made) if made and made.number in answer["Location"] else answer


def step(user: User, case: Any, key: str, **values: Any) -> Any:
    """Take a step on the page of a matter; the matter afterwards. Fails where the page refuses it."""
    answer = tried(user, case, key, **values)
    assert answer.status_code == 302, (key, answer.status_code, errors_of(answer))
    return concrete(Case.objects.get(pk=case.pk))


def tried(user: User, case: Any, key: str, **values: Any) -> Any:
    """What the page answers to a step."""
    return signed_in(again(user)).post(f"/desk/cases/{case.number}/{key}/", values)


def errors_of(answer: Any) -> Any:
    """What a refused page says beside its fields."""
    form = answer.context and answer.context.get("form")
    return dict(form.errors) if form else answer.content.decode()[:0]
