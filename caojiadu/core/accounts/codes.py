"""Signing residents in by a code to the phone: the code, its tries, and the account made on the first good one.

allauth's own flow keeps the phone and the code in the session, readable; here the session holds a key and the row
a digest. What follows a good code is allauth's sign-in again.
"""

import secrets
import uuid
from datetime import timedelta
from hmac import compare_digest
from unicodedata import normalize

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from caojiadu.core.accounts import hooks, throttle
from caojiadu.core.accounts.models import SignInCode, User
from caojiadu.core.personal import digest, phone_digest

DIGITS = 6
LIFETIME = timedelta(minutes=5)
TRIES = 5
ADDRESS, DAY = "code-address", "code-phone-day"
PHONE_LIMITS = (("code-phone-minute", 1, 60), (DAY, 10, 24 * 3600))  # scope, limit, seconds


class TooMany(Exception):
    """So many codes were asked for that no more is sent now; `scope` is the limit that was reached."""

    def __init__(self, scope: str = "") -> None:
        super().__init__(scope)
        self.scope = scope


class Expired(Exception):
    """The code is too old, used, or used up by wrong tries: ask for a new one."""


class Wrong(Exception):
    """Another code was sent; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


def send_code(*, phone: str, address: str) -> uuid.UUID:
    """Send a code to a phone (E.164) and return the key under which it is kept. Raises TooMany.

    Anybody's phone gets one, so nobody learns from it who has an account.
    """
    _count(phone, address)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    key = uuid.uuid4()
    with transaction.atomic():
        SignInCode.objects.create(
            key=key,
            phone_sealed=phone,
            phone_digest=phone_digest(phone),
            code_digest=_digest(key, code),
            tries_left=TRIES,
            expires_at=timezone.now() + LIFETIME,
        )
        hooks.send_code(phone, code, get_language())
    return key


def _count(phone: str, address: str) -> None:
    """Raises TooMany. What is refused for the phone does not count for the address, which many share, nor reversed."""
    most, seconds = settings.CODES_PER_ADDRESS
    if throttle.is_over(scope=ADDRESS, key=address, limit=most):
        raise TooMany(ADDRESS)
    for scope, limit, length in PHONE_LIMITS:
        if not throttle.hit(scope=scope, key=phone, limit=limit, seconds=length):
            raise TooMany(scope)
    if not throttle.hit(scope=ADDRESS, key=address, limit=most, seconds=seconds):
        raise TooMany(ADDRESS)


def waiting_code(key: str | None) -> SignInCode | None:
    """The code that a session waits for, as long as it can still be entered."""
    return _open_codes().filter(key=key).first() if key else None


def phone_of(*, key: str, typed: str) -> str:
    """Use up one try and return the phone that the right code was sent to. Raises Wrong or Expired."""
    if not _open_codes().filter(key=key).update(tries_left=F("tries_left") - 1):
        raise Expired
    kept = SignInCode.objects.filter(key=key).first()
    if kept is None:
        raise Expired
    if not compare_digest(_digest(key, plain_code(typed)), kept.code_digest):
        raise Wrong(kept.tries_left)
    deleted, _by_model = SignInCode.objects.filter(key=key).delete()
    if not deleted:
        raise Expired
    return str(kept.phone_sealed)


def resident_account(*, phone: str) -> User:
    """The account of a phone, made now when there is none."""
    made, _new = User.objects.get_or_create(
        kind=User.Kind.RESIDENT,
        phone_digest=phone_digest(phone),
        defaults={
            "username": uuid.uuid4().hex,
            "phone_sealed": phone,
            "language": get_language(),
            "password": make_password(None),
        },
    )
    return made


def _open_codes() -> QuerySet[SignInCode]:
    return SignInCode.objects.filter(tries_left__gt=0, expires_at__gt=timezone.now())


def _digest(key: object, code: str) -> str:
    return digest("sign-in code", f"{key}:{code}")


def plain_code(typed: str) -> str:
    """Full-width digits and blanks are as good."""
    return "".join(normalize("NFKC", typed).split())
