"""Wrong passwords: what slows somebody who guesses, and keeps no colleague out.

Five wrong ones lock a name for the address they came from, some more lock it for every device that nobody knows. A
device on which this person signed in before has a count of its own: a stranger who guesses at a name does not reach it.
"""

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.models import User
from caojiadu.core.personal import digest

COOKIE = "device"
SALT = "device of staff"
DEVICE_SECONDS = 180 * 24 * 3600
ADDRESS_SCOPE = "staff-sign-in-address"
# Many people of one office share an address: only wrong tries count there, and many of them.
ADDRESS_LIMIT = 100
ANYWHERE = "anywhere"
ANYWHERE_LIMIT = 20  # wrong tries for one name, from all addresses and unknown devices together


def count(request: HttpRequest, name: str) -> bool:
    """Count a try; say whether it is allowed."""
    device = _device(request, name)
    if device:
        return _hit(name, device, settings.STAFF_LOCK_TRIES)
    address = throttle.address_key(request)
    if throttle.is_over(scope=ADDRESS_SCOPE, key=address, limit=ADDRESS_LIMIT):
        return False
    return _hit(name, address, settings.STAFF_LOCK_TRIES) and _hit(name, ANYWHERE, ANYWHERE_LIMIT)


def failed(request: HttpRequest, name: str) -> bool:
    """Count a wrong try under its address; say whether the name is locked for whoever made it."""
    device, address = _device(request, name), throttle.address_key(request)
    if not device:
        seconds = settings.STAFF_LOCK_SECONDS
        throttle.hit(scope=ADDRESS_SCOPE, key=address, limit=ADDRESS_LIMIT, seconds=seconds)
    return throttle.is_over(scope=_scope(name), key=device or address, limit=settings.STAFF_LOCK_TRIES)


def forget(request: HttpRequest, name: str) -> None:
    """A right password forgets the wrong ones that were typed on the same device, or at the same address."""
    throttle.clear(scope=_scope(name), key=_device(request, name) or throttle.address_key(request))


def forget_all(name: str) -> None:
    """Let this person try again at once, wherever they are."""
    throttle.clear_scope(_scope(name))


def know_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Remember that this person signed in here; of several who share a device, each."""
    known = _known(request)
    known[str(user.pk)] = known.get(str(user.pk), uuid.uuid4().hex)
    response.set_cookie(
        COOKIE,
        signing.dumps(dict(list(known.items())[-8:]), salt=SALT),
        max_age=DEVICE_SECONDS,
        path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        found: dict[str, str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DEVICE_SECONDS)
    except signing.BadSignature:
        return {}
    return found


def _device(request: HttpRequest, name: str) -> str:
    """The key of this device, if whoever has this name signed in on it before."""
    known = _known(request)
    if not known:
        return ""
    user = User.objects.filter(username__iexact=name.strip()).values_list("pk", flat=True).first()
    return known.get(str(user), "")


def _hit(name: str, key: str, limit: int) -> bool:
    return throttle.hit(scope=_scope(name), key=key, limit=limit, seconds=settings.STAFF_LOCK_SECONDS, renew=True)


def _scope(name: str) -> str:
    """Names are looked up without regard to case, so they are counted without it."""
    return "staff-name-" + digest("staff name", name.strip().casefold() or "-")[:24]
