"""The administrators' site: each page is for the administrator who owns it, whatever permissions somebody was given."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.sites import UnfoldAdminSite

from caojiadu.core.accounts import factor
from caojiadu.core.administrators import SECURITY

View = Callable[..., HttpResponse]


class PortalSite(UnfoldAdminSite):
    """unfold's site, with allauth's door before it and an owner for each page."""

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """allauth's door before the admin; for somebody signed in who has no business there, no page at all."""
        if request.user.is_authenticated and not request.user.is_staff:
            raise Http404
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one page on which everybody changes their password."""
        return redirect("account_change_password")

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Ask, beside the permissions, for the post of the page's owner."""
        page = getattr(view, "__self__", None)
        guarded = _for_owner(view, page) if isinstance(page, ModelAdmin) else view
        wrapped: View = super().admin_view(guarded, cacheable)
        return wrapped


def owners_of(page: ModelAdmin) -> tuple[str, ...]:
    """Whose page it is: one administrator's, or of the one page that two decide on, theirs."""
    owner = getattr(page, "owner", ())
    return (owner,) if isinstance(owner, str) else tuple(owner)


def _for_owner(view: View, page: ModelAdmin) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not user.is_superuser and user.administers not in owners_of(page):
            raise PermissionDenied
        if SECURITY in owners_of(page) or getattr(page, "asks_again", False):
            factor.ask_again(request)
        return view(request, *args, **kwargs)

    return guarded
