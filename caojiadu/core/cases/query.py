"""Reading cases: the same few lines guard list, detail, search, count and export."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.utils import timezone

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.tokens import own_tokens, persons, tokens_of


class CaseQuerySet(models.QuerySet[Any]):
    """Cases, narrowed by who asks and by what is still to do."""

    def visible_to(self, user: Visitor) -> Self:
        """Those the person may open, by the arrays that triggers keep on the case."""
        if not user.is_authenticated or not (tokens := tokens_of(user)):
            return self.none()
        found = self.filter(readers__overlap=tokens).exclude(barred__contains=[user.id])
        return found.filter(_as_one_of(persons(user))) if user.stands_in_for else found

    def open(self) -> Self:
        """Those on which somebody still has to act."""
        return self.filter(closed_at=None)

    def due_within(self, days: int) -> Self:
        """Open, not late yet, with a limit in the coming calendar days."""
        now = timezone.now()
        return self.open().filter(due_at__gte=now, due_at__lt=now + dt.timedelta(days=days))

    def overdue(self) -> Self:
        """Open, with a limit that has passed."""
        return self.open().filter(due_at__lt=timezone.now())

    def with_people(self) -> Self:
        """With everybody and everything that the page of one case mostly names.

        The few others are looked up where they are there: with a dozen tables PostgreSQL plans longer than it reads.
        """
        return self.select_related("office", "handler", "resident", "neighbourhood", "category")

    def with_names(self) -> Self:
        """With everything a line in a list shows, in one query."""
        return self.select_related("office", "handler", "resident", "neighbourhood", "category").defer(
            "readers", "barred", "hands"
        )


def _as_one_of(people: list[Any]) -> models.Q:
    """A deputy opens nothing from which the person they stand in for is barred, unless by a post of their own."""
    found = models.Q()
    for one in people:
        found |= models.Q(readers__overlap=own_tokens(one)) & ~models.Q(barred__contains=[one.id])
    return found
