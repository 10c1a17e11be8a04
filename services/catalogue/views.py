"""Pages on which residents find a service item and see what it takes."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import is_resident
from caojiadu.core.finding.search import typed_well
from caojiadu.core.organisation.models import Centre, Fact
from services.catalogue.guide import Guide
from services.catalogue.items import register_of, shown
from services.catalogue.models import Blank, Item, LifeEvent, Question
from services.catalogue.search import by_letter


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every item, by occasion in life or first letter; `?event=` shows one occasion, `?q=` asks the one search."""
    if q := typed_well(request.GET.get("q", "")):
        return redirect(f"{reverse('search')}?{urlencode({'q': q})}")
    items = list(shown().prefetch_related("events"))
    events = [(event, [one for one in items if event in one.events.all()]) for event in LifeEvent.objects.all()]
    events = [(event, rows) for event, rows in events if rows]
    chosen = next((pair for pair in events if pair[0].key == request.GET.get("event")), None)
    books = Centre.objects.filter(booking__hours__isnull=False).exists()
    context = {"events": events, "chosen": chosen, "letters": by_letter(items), "books": books}
    return render(request, "services/catalogue/catalogue.html", context)


@require_safe
def item(request: HttpRequest, key: str) -> HttpResponse:
    """What an item takes: who may have it, what to bring, how long it takes, where; and whether it fits."""
    found = Item.objects.select_related("function__office", "centre").filter(key=key, published=True).first()
    if found is None:
        raise Http404
    guide = Guide(found)
    # Staff book and take in at the desk.
    outside = not request.user.is_authenticated or is_resident(request.user)
    context = {
        "item": found,
        "guide": guide,
        "where": set_facts(found.centre),
        "blanks": found.blanks.defer("content"),
        "today": timezone.localdate(),
        "books": outside and found.bookable,
        "applies": outside and guide.told and register_of(found) is not None,
        **_fits(list(Question.objects.filter(item=found, confirmed=True)), request.GET),
    }
    return render(request, "services/catalogue/item.html", context)


def set_facts(centre: Centre | None) -> dict[str, Fact]:
    """What is set of a centre: "address", "phone" and "hours"."""
    rows = Fact.objects.filter(centre=centre) if centre else ()
    return {row.key.rpartition("_")[2]: row for row in rows if row.filled}


@require_safe
def blank(request: HttpRequest, number: int) -> HttpResponse:
    """A form of an item, to be saved and filled in."""
    found = get_object_or_404(Blank, pk=number, item__published=True)
    response = HttpResponse(bytes(found.content), content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _fits(questions: list[Question], given: Any) -> dict[str, Any]:
    """The questions with what was answered, and what follows; nothing until one of them is answered."""
    asked = [{"question": one, "name": f"q{one.pk}", "answer": given.get(f"q{one.pk}", "")} for one in questions]
    answers = [line for line in asked if line["answer"] in ("yes", "no")]
    against = [line["question"] for line in answers if (line["answer"] == "yes") != line["question"].wanted]
    return {
        "questions": asked,
        "answered": bool(answers),
        "unanswered": "asked" in given and not answers,
        "against": against,
        "open": len(asked) - len(answers),
    }
