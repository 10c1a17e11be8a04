"""Suggestions that everybody may read, with what came of them; and the calls that run."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caojiadu.core.cases.models import Category
from caojiadu.core.keyset import page_after
from petitions.models import Call, Publication


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The newest first, page by page, all or of one theme."""
    chosen, mark = request.GET.get("theme", ""), request.GET.get("after", "")
    themes = list(_themes())
    theme = next((one for one in themes if str(one.pk) == chosen), None)
    found: QuerySet[Any] = Publication.objects.public().select_related("theme")
    if theme is not None:
        found = found.filter(theme=theme)
    rows, following = page_after(found, mark, columns=("released_at", "id"), newest_first=True)
    context = {
        "rows": rows,
        "themes": themes,
        "theme": theme,
        "calls": Call.open_on(timezone.localdate()),
        "first_url": _url(theme, "") if mark else "",
        "next_url": _url(theme, following) if following else "",
    }
    return render(request, "petitions/suggestions.html", context)


@require_safe
def suggestion(request: HttpRequest, key: int) -> HttpResponse:
    """One of them: the suggestion, the answer, the outcome, what was done."""
    found = get_object_or_404(Publication.objects.public().select_related("theme", "petition__office"), pk=key)
    return render(request, "petitions/suggestion.html", {"publication": found})


def _themes() -> QuerySet[Category]:
    """The themes under which something can be read."""
    shown = Publication.objects.public().filter(theme=OuterRef("pk"))
    return Category.objects.filter(Exists(shown), parent=None)


def _url(theme: Category | None, mark: str) -> str:
    query = {"theme": theme.pk if theme else "", "after": mark}
    return "?" + urlencode({name: value for name, value in query.items() if value})
