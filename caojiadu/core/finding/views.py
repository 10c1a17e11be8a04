"""The search, and the page of what is done elsewhere."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caojiadu.core.finding import unanswered
from caojiadu.core.finding.entries import Kind
from caojiadu.core.finding.matching import Hit
from caojiadu.core.finding.models import Elsewhere
from caojiadu.core.finding.search import EVERYDAY, find, typed_well


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answers to `?q=`, in one ranked list; `?kind=` shows those of one kind."""
    typed = typed_well(request.GET.get("q", ""))
    every = find(typed)
    kind = request.GET.get("kind", "")
    chosen = Kind(kind) if kind in Kind.values else None
    if typed and not every and request.method == "GET":
        unanswered.count(typed)
    context: dict[str, Any] = {
        "q": typed,
        "hits": [hit for hit in every if chosen in (None, hit.entry.kind)],
        "guessed": bool(every) and not every[0].sure,
        "kinds": _kinds(every),
        "chosen": chosen,
        "total": len(every),
        "everyday": EVERYDAY,
    }
    return render(request, "finding/search.html", context)


def _kinds(hits: list[Hit]) -> list[tuple[Kind, int]]:
    """The kinds that were found, each with how many, in their order."""
    counts = Counter(hit.entry.kind for hit in hits)
    return [(kind, counts[kind]) for kind in Kind if counts[kind]]


@require_safe
def elsewhere(request: HttpRequest) -> HttpResponse:
    """What people ask here and is done elsewhere, by whom and how."""
    return render(request, "finding/elsewhere.html", {"rows": Elsewhere.objects.filter(confirmed=True)})
