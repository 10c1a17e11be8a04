"""Home, about, mine, and the pages that explain: how personal information is used, how to use the site."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from caojiadu.core.accounts.access import is_resident
from caojiadu.core.community.relatives import relatives_of
from caojiadu.core.front import hooks
from caojiadu.core.front.context import SIZE_COOKIE, SIZES, THEME_COOKIE, THEMES
from caojiadu.core.front.relatives import acting, asked_now
from caojiadu.core.keyset import SIZE
from caojiadu.core.organisation.facts import facts
from caojiadu.core.organisation.models import Fact
from caojiadu.core.organisation.queries import neighbourhoods, organisation_chart, responsibilities, who_answers_for

YEAR = 365 * 24 * 3600
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
    """The few big doors, and the news."""
    doors = [door for given in hooks.home_doors() for door in given]
    news = [item for given in hooks.home_news() for item in given]
    context = {"doors": doors, "news": news, "ways": _facts(*WAYS)}
    return render(request, "front/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who does what, from the official list; `?q=` asks who is responsible for something."""
    q = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    answers = who_answers_for(q)
    public = [found for given in hooks.public_registers() for found in given.items()]
    offices = organisation_chart()
    functions: list[Any] = [function for office in offices for function in office.functions.all()]
    for function in functions:
        function.public = [register for code, registers in public if code == function.code for register in registers]
    context = {
        "q": q,
        "answers": answers,
        "found": {function.office.code for function in answers},
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
@login_required
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Everything of the signed-in person, gathered from the apps that keep it.

    Before the first page stands what needs this person, of any age, and the news that they asked for. While somebody
    acts for a relative, the page shows what is the relative's instead: what the consent names.
    """
    user: Any = request.user
    mark, relative = request.GET.get("after", ""), acting(request)
    given = hooks.my_items(user, mark) if relative is None else hooks.items_of_relative(user, relative, mark)
    items: list[dict[str, Any]] = [item for found, _more in given for item in found]
    items.sort(key=lambda item: (item["when"], item["key"]), reverse=True)
    more = len(items) > SIZE or any(more for _found, more in given)
    items = items[:SIZE]
    last = items[-1] if items else None
    news: list[dict[str, Any]] = []
    if not mark:
        news = [item for found in hooks.my_news(user) for item in found] if relative is None else []
        needs = hooks.my_needs(user) if relative is None else hooks.needs_of_relative(user, relative)
        first = [item for found in needs for item in found]
        needed = {item["url"] for item in first}
        items = [*first, *(item for item in items if item["url"] not in needed)]
    context = {
        "items": items,
        "relative": relative,
        "relatives": relatives_of(request.user),
        "asked": is_resident(user) and asked_now(user),
        "news": news,
        "first_url": "?" if mark else "",
        "next_url": "?" + urlencode({"after": f"{last['when'].isoformat()}_{last['key']}"}) if more and last else "",
    }
    return render(request, "front/me.html", context)


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Remember type size and light or dark in a cookie, and stay on the page."""
    to = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(to if safe else "/")
    for name, cookie, allowed in (("theme", THEME_COOKIE, THEMES), ("size", SIZE_COOKIE, SIZES)):
        if (value := request.POST.get(name, "")) in allowed:
            response.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response
