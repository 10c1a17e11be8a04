"""A form that came too late, after the session ended or another sign-in began: what was typed is given back.

It is kept on the page alone, neither in the session nor in an address. A sign-in makes every form of before stale, so
that what was sent before is never done for whoever signed in since, until they see under which name and press again.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from caojiadu.core.accounts import hooks


@sensitive_variables()
def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, to be sent again; of the pages of signing in nothing, for passwords and codes are theirs."""
    if request.path.startswith("/accounts/"):
        return []
    pairs = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in pairs if name != "csrfmiddlewaretoken" and isinstance(value, str)]


@sensitive_post_parameters()
@sensitive_variables()
def give_back(request: HttpRequest, typed: list[tuple[str, str]], **context: Any) -> HttpResponse:
    """The page that says why nothing was done yet, with a button that sends it again; good files wait for it."""
    lost = bool(request.FILES) and not (typed and all(hooks.keep_files(request)))
    context |= {"typed": typed, "files_lost": lost}
    page = render(request, "errors/csrf.html", context, status=403)
    add_never_cache_headers(page)
    return page
