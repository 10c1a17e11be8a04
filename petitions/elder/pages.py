"""The four doors, the frame that its pages share, and how far a matter is."""

from collections.abc import Iterable
from typing import Any

import segno
from django.forms import BoundField, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core import memory
from caojiadu.core.front import hooks
from caojiadu.core.front.context import remember
from caojiadu.core.organisation.facts import facts
from petitions.intake import online
from petitions.letters.addresses import ways
from petitions.tracking import track

HOTLINE = "12345"


def page(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page in large type, with whom to ring and where the window is, without the sections of the ordinary pages."""
    return render(request, template, {**frame(), **(context or {})}, status=status)


def frame() -> dict[str, Any]:
    """What each of these pages shows around its own."""
    return {"large": True, "elder": True, "ways": ways(), "ring": phone()}


def done(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt, in few words."""
    return online.receipt(request, number, "elder/done.html", frame())


def question(
    request: HttpRequest,
    field: BoundField,
    *,
    number: tuple[int, int],
    kept: Iterable[tuple[str, str]] = (),
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """One question: `number` is which it is, and of how many; `kept` goes along unseen, so that nothing runs out."""
    context = {"field": field, "number": number[0], "of": number[1], "kept": kept, **more}
    return page(request, "elder/question.html", context, status)


def phone() -> str:
    """The telephone of the letters desk, else the citizens' hotline."""
    told = facts(keys=("petition_phone",)).get("petition_phone")
    return told.text if told and told.filled else HOTLINE


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Four doors. Whoever opens it finds it again at the first page, until they choose the ordinary pages."""
    address = request.build_absolute_uri(reverse("elder:home"))
    context = {
        "halls": memory.kept(("elder halls", get_language()), _halls, minutely=True),
        "address": address,
        "qr": str(segno.make_qr(address, error="m", mask=5).svg_data_uri(scale=4, border=2, light="#fff")),
    }
    response = page(request, "elder/home.html", context)
    remember(request, response, way="elder", size="large")
    return response


def _halls() -> list[Any]:
    return [hall for given in hooks.halls_today() for hall in given]


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Number first, then code; the right ones open the matter to this browser."""
    if request.method != "POST":
        return _ask_number(request, track.TrackForm())
    form = track.TrackForm(request.POST)
    if "back" in request.POST or form.has_error("number"):
        if "back" in request.POST:
            form = track.TrackForm(initial=request.POST.dict())
        return _ask_number(request, form, status=422 if form.errors else 200)
    if "code" not in request.POST:
        return _ask_code(request, track.TrackForm(initial={"number": request.POST["number"]}))
    return track.open_matter(request, form, _ask_code) if form.is_valid() else _ask_code(request, form, 422)


def _ask_number(request: HttpRequest, form: Form, status: int = 200) -> HttpResponse:
    title = _("What is the number of your matter?")
    return question(request, form["number"], number=(1, 2), status=status, title=title, mine=True)


def _ask_code(request: HttpRequest, form: Form, status: int = 200) -> HttpResponse:
    kept = [("number", str(form["number"].value() or ""))]
    title, problems = _("What is the query code?"), form.non_field_errors() if form.is_bound else ()
    return question(request, form["code"], number=(2, 2), kept=kept, status=status, title=title, problems=problems)
