"""What the frame of every page needs: language, type size, light or dark, this address."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from caojiadu.core.front.relatives import acting
from caojiadu.core.organisation.facts import facts
from caojiadu.core.organisation.models import Fact

THEME_COOKIE = "portal_theme"
SIZE_COOKIE = "portal_size"
WAY_COOKIE = "portal_way"
WAYS = ("standard", "elder")
YEAR = 365 * 24 * 3600
THEMES = ("auto", "light", "dark")
SIZES = ("standard", "large")
# The first part of the addresses of what the header names.
SECTIONS = ("services", "petitions", "activities", "news", "me")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Read the display cookies and name this page; one query, where the footer is shown."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    language = get_language()
    return {
        "theme": theme if theme in THEMES else "auto",
        "large": request.COOKIES.get(SIZE_COOKIE) == "large",
        "here": request.get_full_path(),
        "section": section if (section := request.path.split("/", 2)[1]) in SECTIONS else "other" if section else "",
        "here_absolute": _absolute(request),
        "other_languages": tuple(pair for pair in settings.LANGUAGES if pair[0] != language),
        "filings": SimpleLazyObject(_filings),
        "acts_for_another": SimpleLazyObject(lambda: _acts_for_another(request)),
    }


def remember(request: HttpRequest, response: HttpResponse, **chosen: str) -> None:
    """Keep on this device how somebody reads: theme, size, and which pages they begin with. Other values are left."""
    for name, cookie, allowed in (
        ("theme", THEME_COOKIE, THEMES),
        ("size", SIZE_COOKIE, SIZES),
        ("way", WAY_COOKIE, WAYS),
    ):
        if (value := chosen.get(name, "")) in allowed:
            response.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure())


def _absolute(request: HttpRequest) -> str:
    """This page's address; without its host where that is none of ours, since the page that says so needs it too."""
    try:
        return request.build_absolute_uri(request.path)
    except DisallowedHost:
        return request.path


def _acts_for_another(request: HttpRequest) -> bool:
    """Whether somebody chose to act for a relative; on pages of errors there may be no session."""
    return hasattr(request, "session") and acting(request) is not None


def _filings() -> tuple[str, ...]:
    """The filing numbers of the site; those that nobody has filled in are left out, never invented."""
    return tuple(f"{fact.label} {fact.text}" for fact in facts(group=Fact.Group.SITE).values() if fact.filled)
