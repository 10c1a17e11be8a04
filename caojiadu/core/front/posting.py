"""Addresses that only take what a form sends."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from caojiadu.core.accounts.access import View


def posted_from(page: str, *arguments: str) -> Any:
    """A view that takes what a form of another page sends; whoever opens its address is led to that page.

    One opens it without knowing: by choosing large type or a language while it says what was wrong, by reloading, or
    by signing in again after the session ended. `arguments` names those of the address that the page has, too.
    """

    def keep(view: View) -> View:
        @wraps(view)
        def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in ("GET", "HEAD"):
                return redirect(page, **{name: kwargs[name] for name in arguments})
            return HttpResponseNotAllowed(("GET", "HEAD", "POST"))

        return taking

    return keep
