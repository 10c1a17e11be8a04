"""The place in a list from which a matter was opened: kept in the address through every step, so that one gets back."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk.filters import CaseFilter
from caojiadu.core.desk.order import Order, keys_in_order
from caojiadu.core.desk.queues import ALL, Queue, cases_in, find_queue

# The name under which an address keeps a list.
WITHIN = "in"
LONGEST = 600  # characters of a list's address
KEPT = ("queue", "sort", "after", *CaseFilter.base_filters)


@dataclass(frozen=True)
class Place:
    """A matter in its list: the way back, where it stands, and its neighbours, as far as the list's first thousand."""

    asked: str
    url: str
    label: Any
    number: int
    of: int
    previous: str
    following: str

    @property
    def list_url(self) -> str:
        """The list, where the matter may stand no longer."""
        return self.url.partition("#")[0]


def kept_list(text: str) -> QueryDict | None:
    """The list that an address or a form keeps, without anything that no list asks for; None where it keeps none."""
    if not text or len(text) > LONGEST:
        return None
    given = QueryDict(text, mutable=True)
    for name in [name for name in given if name not in KEPT]:
        del given[name]
    return given


def mark_of(asked: QueryDict) -> str:
    """What the address of a matter carries on, so that it is found in its list again."""
    return f"?{urlencode({WITHIN: words_of(asked)})}"


def words_of(asked: QueryDict) -> str:
    """A list as an address or a form keeps it."""
    return urlencode({name: asked[name] for name in KEPT if asked.get(name)})


def list_of(request: HttpRequest, asked: QueryDict) -> tuple[Queue, CaseQuerySet, Order]:
    """The queue of a list, its matters as the filters narrow them, and their order."""
    searching = bool(asked.get("q", "").strip())
    queue = ALL if searching else find_queue(request.user, asked.get("queue", ""))
    narrowed = CaseFilter.within(request, asked, cases_in(queue, request.user))
    return queue, narrowed.cases, Order.of(asked, newest_first=queue is ALL)


def place_of(request: HttpRequest, case: Case) -> Place | None:
    """Where a matter stands in the list from which it was opened. Two statements."""
    asked = kept_list(request.GET.get(WITHIN, ""))
    if asked is None:
        return None
    queue, cases, order = list_of(request, asked)
    user: Any = request.user
    keys = keys_in_order(cases, order, public=user.has_role("committee")) or []
    at = keys.index(case.pk) if case.pk in keys else -1
    beside = [keys[place] if at >= 0 and 0 <= place < len(keys) else None for place in (at - 1, at + 1)]
    numbers = dict(Case.objects.filter(pk__in=filter(None, beside)).values_list("pk", "number"))
    mark = mark_of(asked)
    before, after = (f"{reverse('desk:case', args=[numbers[key]])}{mark}" if key else "" for key in beside)
    url = f"{reverse('desk:cases')}?{asked.urlencode()}#row-{case.pk}"
    return Place(mark, url, queue.label, at + 1, len(keys), before, after)
