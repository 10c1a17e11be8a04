"""What the frame of every page needs: language, type size, light or dark, this address."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from caojiadu.core.front.relatives import acting
from caojiadu.core.organisation.models import Fact

THEME_COOKIE = "portal_theme"
SIZE_COOKIE = "portal_size"
THEMES = ("auto", "light", "dark")
SIZES = ("standard", "large")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Read the display cookies and name this page; one query, where the footer is shown."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    language = get_language()
    return {
        "theme": theme if theme in THEMES else "auto",
        "large": request.COOKIES.get(SIZE_COOKIE) == "large",
        "here": request.get_full_path(),
        "here_absolute": _absolute(request),
        "other_languages": [pair for pair in settings.LANGUAGES if pair[0] != language],
        "filings": SimpleLazyObject(_filings),
        "acts_for_another": SimpleLazyObject(lambda: _acts_for_another(request)),
    }


def _absolute(request: HttpRequest) -> str:
    """This page's address; without its host where that is none of ours, since the page that says so needs it too."""
    try:
        return request.build_absolute_uri(request.path)
    except DisallowedHost:
        return request.path


def _acts_for_another(request: HttpRequest) -> bool:
    """Whether somebody chose to act for a relative; on pages of errors there may be no session."""
    return hasattr(request, "session") and acting(request) is not None


def _filings() -> list[str]:
    """The filing numbers of the site; those that nobody has filled in are left out, never invented."""
    filled = Fact.objects.filter(group="site").exclude(value_zh="", value_en="")
    return [f"{fact.label} {fact.text}" for fact in filled]
