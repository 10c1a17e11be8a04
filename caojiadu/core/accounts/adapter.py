"""How allauth signs people in here: locks, records, and where to go afterwards."""

from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts import passwords, sessions, tries
from caojiadu.core.accounts.middleware import keep_staff_session
from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.places import destination, home_of
from caojiadu.core.audit import trail
from caojiadu.core.audit.address import client_address


class PortalAdapter(DefaultAccountAdapter):
    """allauth's adapter: nobody signs up, wrong passwords are counted (`tries`), sign-ins are recorded."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The name or the password is not right. Please try again."),
        "enter_current_password": _("This is not your password of today. Please try again."),
        "too_many_login_attempts": _(
            "Too many wrong tries. This name is locked for 15 minutes; if it was not you, tell your administrator."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "unknown"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at, so that parallel tries cannot slip through."""
        if not tries.count(request, credentials["username"]):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check a password; a right one forgets the wrong ones that were typed here before it."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            tries.forget(request, credentials["username"])
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record the wrong try under the account it was for; never what was typed, which may be a password."""
        name = credentials["username"]
        known = User.objects.filter(username__iexact=name.strip()).values_list("pk", flat=True).first()
        trail.record(
            action="sign_in_failed",
            subject_type="accounts.user",
            subject_key=known or "unknown",
            request=request,
            data={"locked": tries.failed(request, name)},
        )

    def logout(self, request: HttpRequest) -> None:
        """Record who left by themselves; whose session ran out is seen by its end."""
        user: Any = request.user
        trail.record(action="sign_out", subject_type="accounts.user", subject_key=user.pk, actor=user, request=request)
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        """allauth's page of changing it, by the one verb that does."""
        passwords.set_own_password(user=user, password=password, request=context.request)

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this house, from its root on: what is none would be taken for the name of a page."""
        return super().is_safe_url(url) and urlsplit(url or "").path.startswith("/")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(cast("User", request.user))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return home_of(cast("User", request.user))

    def post_login(self, request: HttpRequest, user: Any, *, redirect_url: str | None, **kwargs: Any) -> HttpResponse:
        """Record the sign-in, start the clock of a staff session, and go where this person may go."""
        methods = sorted({one["method"] for one in get_authentication_records(request, user)})
        trail.record(
            action="sign_in",
            subject_type="accounts.user",
            subject_key=user.pk,
            actor=user,
            request=request,
            data={"by": methods},
        )
        response: HttpResponse = super().post_login(
            request, user, redirect_url=destination(user, redirect_url), **kwargs
        )
        if user.kind != User.Kind.RESIDENT:
            keep_staff_session(request)
            tries.know_device(request, response, user)
            sessions.began(request, user)
        return response
