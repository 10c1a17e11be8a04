"""What the clerks of the office do in its pages."""

import datetime as dt
from typing import Any

from caojiadu.core.cases.models import Case, Clock

BASE = "/desk/self-governance/"
DAY = dt.timedelta(days=1)


def enter(client: Any, key: str, **typed: Any) -> Any:
    return client.post(f"{BASE}{key}/new/", typed)


def matter(client: Any, key: str, **typed: Any) -> Case:
    answer = enter(client, key, **typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return Case.objects.get(number=answer["Location"].rstrip("/").rpartition("/")[2])


def step(client: Any, case: Case, key: str, **typed: Any) -> Any:
    return client.post(f"/desk/cases/{case.number}/{key}/", typed)


def due(case: Case, key: str) -> dt.date:
    return Clock.objects.filter(case=case, key=key).latest("id").due_on


def ended(case: Case, key: str) -> str:
    return Clock.objects.filter(case=case, key=key).latest("id").state


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state
