"""Home, about, mine, and the pages that explain: how personal information is used, how to use the site."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from caojiadu.core import memory
from caojiadu.core.accounts.access import is_resident, signed_in
from caojiadu.core.community.relatives import relatives_of
from caojiadu.core.doors import News
from caojiadu.core.finding.search import EVERYDAY, typed_well
from caojiadu.core.front import hooks
from caojiadu.core.front.context import WAY_COOKIE, remember
from caojiadu.core.front.relatives import acting, asked_now
from caojiadu.core.keyset import SIZE
from caojiadu.core.organisation.facts import facts
from caojiadu.core.organisation.models import Fact
from caojiadu.core.organisation.queries import neighbourhoods, organisation_chart, responsibilities

WAYS = ("petition_phone", "petition_address", "petition_hours")
CONTACTS = (
    "office_address",
    "office_postcode",
    "office_phone",
    "office_hours",
    "party_secretary",
    "director",
    "petition_phone",
    "petition_place",
    "petition_address",
    "petition_postal_address",
    "petition_hours",
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The search, the few big doors, today and the news.

    They are the same for everybody, so drawn once until the house or the day changes; today, at most a minute old.
    Whoever chose the pages for old eyes and hands begins there.
    """
    if request.COOKIES.get(WAY_COOKIE) == "elder":
        return redirect("elder:home")
    language = get_language()
    context = {
        "top": memory.kept(("home", language, timezone.localdate()), _top),
        "today": memory.kept(("home-today", language), _today, minutely=True),
        "rest": memory.kept(("home-rest", language, timezone.localdate()), _rest),
    }
    response = render(request, "front/home.html", context)
    response["Cache-Status"] = "portal; detail=main-part-from-memory"
    return response


def _top() -> SafeString:
    """The upper part of the first page. It is given neither the request nor who reads it, as are the others."""
    doors = [door for given in hooks.home_doors() for door in given]
    return render_to_string("front/_home_top.html", {"doors": doors, "everyday": EVERYDAY})


def _today() -> SafeString:
    """How the halls are now, and what touches these days; empty where there is nothing to say."""
    halls = [hall for given in hooks.halls_today() for hall in given]
    told = [line for given in hooks.told_today() for line in given]
    return render_to_string("front/_today.html", {"halls": halls, "told": told, "now": timezone.localtime()})


def _rest() -> SafeString:
    """The news, and what happens after one wrote."""
    news = [item for given in hooks.home_news() for item in given]
    return render_to_string("front/_home.html", {"news": news, "ways": _facts(*WAYS)})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who does what, from the official list; `?office=` opens one of them, `?q=` asks the one search."""
    if q := typed_well(request.GET.get("q", "")):
        return redirect(f"{reverse('search')}?{urlencode({'q': q})}")
    public = [found for given in hooks.public_registers() for found in given.items()]
    offices = organisation_chart()
    functions: list[Any] = [function for office in offices for function in office.functions.all()]
    for function in functions:
        function.public = [register for code, registers in public if code == function.code for register in registers]
    context = {
        "opened": request.GET.get("office", ""),
        "responsibilities": responsibilities(),
        "offices": offices,
        "neighbourhoods": neighbourhoods(),
        "contacts": _facts(*CONTACTS),
    }
    return render(request, "front/about.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice that the law on personal information asks for."""
    return render(
        request, "front/privacy.html", {"contacts": _facts("privacy_contact", "privacy_phone", "office_address")}
    )


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How to use the site, and whom to tell when it does not work."""
    return render(request, "front/accessibility.html", {"contacts": _facts(*WAYS)})


def _facts(*keys: str) -> list[Fact]:
    """The facts of these keys, in this order, in one query."""
    found = facts(keys=keys)
    return [found[key] for key in keys if key in found]


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116), where SECURITY_CONTACT names somebody. It runs out unless it is served."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + dt.timedelta(days=90)).astimezone(dt.UTC).strftime("%Y-%m-%dT00:00:00Z")
    address = request.build_absolute_uri(reverse("security_txt"))
    lines = [*(f"Contact: {one}" for one in settings.SECURITY_CONTACT), f"Expires: {expires}"]
    lines += ["Preferred-Languages: zh, en", f"Canonical: {address}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@login_required
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Everything of the signed-in person, gathered from the apps that keep it.

    Before the first page stands what needs this person, of any age, and the news that they asked for. While somebody
    acts for a relative, the page shows what is the relative's instead: what the consent names.
    """
    user = signed_in(request)
    mark, relative = request.GET.get("after", ""), acting(request)
    given = hooks.my_items(user, mark) if relative is None else hooks.items_of_relative(user, relative, mark)
    items = [item for found, _more in given for item in found]
    items.sort(key=lambda item: (item.when, item.key), reverse=True)
    more = len(items) > SIZE or any(more for _found, more in given)
    items = items[:SIZE]
    last = items[-1] if items else None
    news: list[News] = []
    if not mark:
        news = [item for found in hooks.my_news(user) for item in found] if relative is None else []
        needs = hooks.my_needs(user) if relative is None else hooks.needs_of_relative(user, relative)
        first = [item for found in needs for item in found]
        needed = {item.url for item in first}
        items = [*first, *(item for item in items if item.url not in needed)]
    context = {
        "items": items,
        "relative": relative,
        "relatives": relatives_of(request.user),
        "asked": is_resident(user) and asked_now(user),
        "news": news,
        "first_url": "?" if mark else "",
        "next_url": "?" + urlencode({"after": f"{last.when.isoformat()}_{last.key}"}) if more and last else "",
    }
    return render(request, "front/me.html", context)


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Remember type size, light or dark, and which pages one begins with, and stay on the page."""
    to = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(to if safe else "/")
    remember(request, response, **{name: request.POST.get(name, "") for name in ("theme", "size", "way")})
    return response
