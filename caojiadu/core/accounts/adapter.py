"""How allauth signs people in here: locks, records, and where to go afterwards."""

from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.middleware import keep_staff_session
from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.places import destination, home_of
from caojiadu.core.audit import trail
from caojiadu.core.audit.address import client_address

NAME_SCOPE = "staff-sign-in"
ADDRESS_SCOPE = "staff-sign-in-address"
# Many people of one office share an address: only wrong tries count there, and many of them.
ADDRESS_LIMIT = 100


def lock_key(username: str) -> str:
    """Names are looked up without regard to case, so they are locked without it."""
    return username.strip().casefold()


class PortalAdapter(DefaultAccountAdapter):
    """allauth's adapter: nobody signs up, five wrong passwords lock a name, sign-ins are recorded."""

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
        address = throttle.address_key(request)
        allowed = not throttle.is_over(scope=ADDRESS_SCOPE, key=address, limit=ADDRESS_LIMIT) and throttle.hit(
            scope=NAME_SCOPE,
            key=lock_key(credentials["username"]),
            limit=settings.STAFF_LOCK_TRIES,
            seconds=settings.STAFF_LOCK_SECONDS,
            renew=True,
        )
        if not allowed:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Check a password; a right one forgets the wrong ones before it."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            throttle.clear(scope=NAME_SCOPE, key=lock_key(credentials["username"]))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record the wrong try under the account it was for; never what was typed, which may be a password."""
        throttle.hit(
            scope=ADDRESS_SCOPE,
            key=throttle.address_key(request),
            limit=ADDRESS_LIMIT,
            seconds=settings.STAFF_LOCK_SECONDS,
        )
        name = credentials["username"]
        known = User.objects.filter(username__iexact=name.strip()).values_list("pk", flat=True).first()
        locked = throttle.is_over(scope=NAME_SCOPE, key=lock_key(name), limit=settings.STAFF_LOCK_TRIES)
        trail.record(
            action="sign_in_failed",
            subject_type="accounts.user",
            subject_key=known or "unknown",
            request=request,
            data={"locked": locked},
        )

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
        trail.record(action="sign_in", subject_type="accounts.user", subject_key=user.pk, actor=user, request=request)
        if user.kind != User.Kind.RESIDENT:
            keep_staff_session(request)
        return super().post_login(request, user, redirect_url=destination(user, redirect_url), **kwargs)
