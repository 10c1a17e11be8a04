"""Pages on which residents find a service item and see what it takes."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import is_resident
from caojiadu.core.organisation.models import Centre, Fact
from services.catalogue.items import register_of, shown
from services.catalogue.models import Amount, Blank, Condition, Item, LifeEvent, Limit, Paper, Question
from services.catalogue.search import by_letter, doors_for, find, near

LONGEST = 60  # characters that are looked for


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every item, by occasion in life or first letter; `?q=` finds by what people say, `?event=` shows one occasion."""
    q = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    items = list(shown().prefetch_related("events"))
    events = [(event, [one for one in items if event in one.events.all()]) for event in LifeEvent.objects.all()]
    events = [(event, rows) for event, rows in events if rows]
    chosen = next((pair for pair in events if pair[0].key == request.GET.get("event")), None)
    found = find(q, items) if q else []
    context: dict[str, Any] = {"q": q, "found": found, "near": near(q, items) if q and not found else []}
    books = Centre.objects.filter(booking__hours__isnull=False).exists()
    context |= {"events": events, "chosen": chosen, "letters": by_letter(items)}
    context |= {"books": books, "doors": doors_for(q, books) if q else None}
    return render(request, "services/catalogue/catalogue.html", context)


@require_safe
def item(request: HttpRequest, key: str) -> HttpResponse:
    """What an item takes: who may have it, what to bring, how long it takes, where; and whether it fits."""
    confirmed = [
        Prefetch(f"{model._meta.model_name}s", model._default_manager.filter(confirmed=True), to_attr=f"told_{name}")
        for name, model in (("conditions", Condition), ("limits", Limit), ("amounts", Amount))
    ]
    rows = Item.objects.select_related("function__office", "centre").prefetch_related(*confirmed)
    found = rows.filter(key=key, published=True).first()
    if found is None:
        raise Http404
    papers = list(Paper.objects.filter(item=found, confirmed=True))
    questions = list(Question.objects.filter(item=found, confirmed=True))
    # Staff book and take in at the desk.
    outside = not request.user.is_authenticated or is_resident(request.user)
    facts = Fact.objects.filter(centre=found.centre) if found.centre else Fact.objects.none()
    context = {
        "item": found,
        "bring": [one for one in papers if not one.obtained],
        "ours": [one for one in papers if one.obtained],
        "facts": facts,
        "blanks": found.blanks.defer("content"),
        "today": timezone.localdate(),
        "books": outside and found.bookable,
        "applies": outside and register_of(found) is not None,
        **_fits(questions, request.GET),
    }
    return render(request, "services/catalogue/item.html", context)


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
