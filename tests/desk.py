"""The desk of an office as its people use it: entries typed, steps taken, limits read."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.organisation.models import Office
from tests.cast import make_staff
from tests.entries import signed_in


class Desk:
    """One person at the desk of an office."""

    def __init__(self, username: str, role: str = "handler", office: str = "E", *, keeps: str = "") -> None:
        """`keeps` is the office whose registers are used, where it is not the person's own."""
        self.user: User = make_staff(username, f"{username}某", role, office)
        self.client: Client = signed_in(self.user)
        self.base = f"/desk/{Office.objects.get(code=keeps or office).key.replace('_', '-')}/"

    def enter(self, register: str, **typed: Any) -> Any:
        """Enter something through its page, and return the matter or the key of the record; the answer if refused."""
        answer = self.client.post(f"{self.base}{register}/new/", typed)
        if answer.status_code != 302:
            return answer
        last = answer["Location"].rstrip("/").rpartition("/")[2]
        return Case.objects.get(number=last) if "/cases/" in answer["Location"] else int(last)

    def change(self, register: str, key: int, **typed: Any) -> int:
        """Correct a record through its page: the status."""
        return self.client.post(f"{self.base}{register}/{key}/edit/", typed).status_code

    def step(self, case: Any, key: str, **typed: Any) -> int:
        """Take a step through its page: 302 taken, 422 refused beside a field, 409 refused, 404 not one's own."""
        return self.client.post(f"/desk/cases/{case.number}/{key}/", typed).status_code

    def says(self, case: Any, key: str, **typed: Any) -> str:
        """The page that comes back when a step is refused."""
        return self.client.post(f"/desk/cases/{case.number}/{key}/", typed).content.decode()


def day(offset: int = 0) -> dt.date:
    """So many days from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


def running(case: Any) -> dict[str, dt.date]:
    """The limits that run, with their last days."""
    return dict(Clock.objects.filter(case_id=case.pk, state="running").values_list("key", "due_on"))


def state(case: Any) -> str:
    """Where a matter stands now."""
    return str(Case.objects.values_list("state", flat=True).get(pk=case.pk))
