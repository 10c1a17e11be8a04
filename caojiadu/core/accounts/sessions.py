"""Where somebody signed in: the own list of sign-ins, which of them are open still, and how all others end."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from caojiadu.core.accounts.models import SignIn, User
from caojiadu.core.audit.address import client_address
from caojiadu.core.audit.trail import record

SHOWN = 10
BROWSERS = {"MicroMessenger": "微信", "Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def began(request: HttpRequest, user: User) -> None:
    """Note where somebody signed in, so that they can see what was not them."""
    if request.session.session_key is None:  # a new session gets its key when it is written
        request.session.save()
    SignIn.objects.create(
        user=user,
        address=client_address(request),
        device=device_of(request.headers.get("User-Agent", "")),
        session_key=request.session.session_key or "",
    )


def moved(before: str, request: HttpRequest) -> None:
    """The same session under another key, as after a new password."""
    SignIn.objects.filter(session_key=before).update(session_key=request.session.session_key or "")


def sign_ins_of(request: HttpRequest, user: User) -> list[SignIn]:
    """The newest, each with `is_open` and `is_here`."""
    rows = list(SignIn.objects.filter(user=user).order_by("-pk")[:SHOWN])
    open_now = set(_open({row.session_key for row in rows}).values_list("session_key", flat=True))
    for row in rows:
        row.is_open = row.session_key in open_now
        row.is_here = row.is_open and row.session_key == request.session.session_key
    return rows


@transaction.atomic
def end_others(request: HttpRequest, user: User) -> int:
    """End every session of this person but the one in which it is asked. Returns how many ended."""
    keys = set(SignIn.objects.filter(user=user).values_list("session_key", flat=True))
    ended, _by_model = _open(keys - {request.session.session_key or ""}).delete()
    record(action="sessions_ended", subject_type="accounts.user", subject_key=user.pk, request=request)
    return ended


def device_of(agent: str) -> str:
    """The browser and the system, as far as a name tells them."""
    found = (next((shown for part, shown in names.items() if part in agent), "") for names in (BROWSERS, SYSTEMS))
    return " · ".join(filter(None, found))


def _open(keys: set[str]) -> QuerySet[Session]:
    return Session.objects.filter(session_key__in=keys - {""}, expire_date__gt=timezone.now())
