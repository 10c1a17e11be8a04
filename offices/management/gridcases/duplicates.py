"""Which cases are likely the same as one: of its class or without one, at a place that reads alike, not long ago."""

import datetime as dt
import re

from django.db.models import Q
from django.utils import timezone

from caojiadu.core.accounts.models import Visitor
from offices.management.models import GridCase

LOOKED_AT = 200  # newest cases of the class that are compared
DAYS = 30  # a case closed longer ago is another one
ALIKE = 0.5  # share of pairs of characters that two places have in common
SHOWN = 5
_SIGNS = re.compile(r"[^\w]+")


def likely_same(case: GridCase, user: Visitor) -> list[GridCase]:
    """At most five cases, the most alike first, among those that the person may open: one query."""
    wanted = Q(closed_at=None) | Q(closed_at__gte=timezone.now() - dt.timedelta(days=DAYS))
    if case.grid_class_id:
        wanted &= Q(grid_class=case.grid_class_id) | Q(grid_class=None)
    rows = GridCase.objects.visible_to(user).filter(wanted).exclude(pk=case.pk).exclude(state="cancelled")
    newest = rows.select_related("grid_class", "neighbourhood").order_by("-pk")[:LOOKED_AT]
    scored = [(alike(case.place, row.place), row) for row in newest]
    scored.sort(key=lambda pair: -pair[0])
    return [row for score, row in scored[:SHOWN] if score >= ALIKE]


def alike(one: str, other: str) -> float:
    """How much two places read alike: 1 where one is part of the other, else the pairs of characters they share."""
    first, second = (_SIGNS.sub("", place).lower() for place in (one, other))
    if not first or not second:
        return 0.0
    if first in second or second in first:
        return 1.0
    pairs, others = _pairs(first), _pairs(second)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
