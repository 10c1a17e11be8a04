"""Home, about, mine, and the pages that explain: how personal information is used, how to use the site."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from caojiadu.core.front.context import SIZE_COOKIE, SIZES, THEME_COOKIE, THEMES
from caojiadu.core.hooks import call_all

YEAR = 365 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The few big doors; figures only where somebody provides them."""
    figures = [figure for given in call_all("home_figures") for figure in given]
    return render(request, "front/home.html", {"figures": figures})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who does what, from the official list."""
    return render(request, "front/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice that the law on personal information asks for."""
    return render(request, "front/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How to use the site, and whom to tell when it does not work."""
    return render(request, "front/accessibility.html")


@require_safe
@login_required
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Everything of the signed-in person, gathered from the apps that keep it.

    Each provider of "my_items" gives dicts with title, url, number, state, tone, when, and where they apply
    due_at and needs_me (a sentence: what we wait for from this person).
    """
    items: list[dict[str, Any]] = [item for given in call_all("my_items", request.user) for item in given]
    items.sort(key=lambda item: (bool(item.get("needs_me")), item["when"]), reverse=True)
    return render(request, "front/me.html", {"items": items})


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Remember type size and light or dark in a cookie, and stay on the page."""
    to = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(to if safe else "/")
    for name, cookie, allowed in (("theme", THEME_COOKIE, THEMES), ("size", SIZE_COOKIE, SIZES)):
        if (value := request.POST.get(name)) in allowed:
            response.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response
