"""Many matters at once: ticked in a list, looked at line by line, then done; and the page of what became of each."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.names import names
from caojiadu.core.desk.many.acts import ACTS, Act, find_act
from caojiadu.core.desk.many.batches import AT_ONCE, MOST, begin, prospects, undo
from caojiadu.core.desk.many.choosing import chosen
from caojiadu.core.desk.models import Batch, BatchLine
from caojiadu.core.desk.place import WITHIN, kept_list, words_of
from caojiadu.core.desk.views.common import page

State = BatchLine.State


@staff_required
def many(request: HttpRequest) -> HttpResponse:
    """Three steps on one address: type what is to be done, look at each line, send it off."""
    user = signed_in(request)
    asked = kept_list(request.POST.get(WITHIN, "")) or QueryDict()
    back = f"{reverse('desk:cases')}?{words_of(asked)}"
    act = find_act(user, request.POST.get("act", ""))
    if request.method != "POST":
        return redirect(back)
    if act is None:
        raise Http404
    keys, more = chosen(request, asked)
    context: dict[str, Any] = {
        "act": act,
        "back": back,
        "within": words_of(asked),
        "keys": keys,
        "more": more,
        "most": MOST,
    }
    if not keys:
        return page(request, "desk/many.html", context)
    if "step" not in request.POST:
        context["form"] = act.form(None, user)
        return page(request, "desk/many.html", context)
    form = context["form"] = act.form(request.POST, user)
    if not form.is_valid():
        return page(request, "desk/many.html", context, status=422)
    return _look_or_go(request, act, form, context, user)


def _look_or_go(request: HttpRequest, act: Act, form: Any, context: dict[str, Any], user: User) -> HttpResponse:
    typed = {name: getattr(value, "pk", value) for name, value in form.cleaned_data.items()}
    to = next((str(value) for value in form.cleaned_data.values() if hasattr(value, "pk")), "")
    if request.POST["step"] == "go":
        seen = [(key, int(text)) for key in context["keys"] if (text := _seen(request, key)).isdecimal()]
        return redirect("desk:batch", begin(act, seen, user, typed, to).key)
    found = prospects(act, context["keys"], user, typed)
    context |= {
        "rows": found,
        "names": names(),
        "to": to,
        "able": [one.case for one in found if not one.why],
        "at_once": AT_ONCE,
    }
    return page(request, "desk/many.html", context)


@staff_required
def batch(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What became of each matter; while the worker is at it, how far it is. Only whoever asked for it sees it."""
    user = signed_in(request)
    found = get_object_or_404(Batch, key=key, by=user)
    if request.method == "POST":
        undo(found)
        return redirect("desk:batch", key)
    opened = {case.pk: case for case in Case.objects.visible_to(user).filter(pk__in=found.lines.values("case_id"))}
    lines = [(line, opened.get(line.case_id)) for line in found.lines.all()]
    states = [line.state for line, _case in lines]
    waiting = sum(state in BatchLine.TO_DO for state in states)
    context = {
        "batch": found,
        "act": next(act for act in ACTS if act.key == found.act),
        "lines": lines,
        "waiting": waiting,
        "percent": 100 - 100 * waiting // max(len(lines), 1),
        "done": states.count(State.DONE),
        "undone": states.count(State.UNDONE),
        "others": states.count(State.REFUSED) + states.count(State.KEPT),
    }
    return page(request, "desk/batch.html", context)


def _seen(request: HttpRequest, key: int) -> str:
    """The version of a matter that the page showed."""
    return request.POST.get(f"seen-{key}", "")[:9]
