"""Signing residents in by a code to the phone: the code, its tries, and the account made on the first good one.

allauth's own flow keeps the phone and the code in the session, readable; here the session holds a key and the row
a digest. What follows a good code is allauth's sign-in again.
"""

import secrets
import uuid
from collections.abc import Iterable
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
    count_code(phone, address, limits=PHONE_LIMITS)
    return keep_code(phone=phone)


def keep_code(*, phone: str, user: User | None = None) -> uuid.UUID:
    """Make a code, send it, and return the key under which it is kept; without a phone there is one nobody knows."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    key = uuid.uuid4()
    with transaction.atomic():
        SignInCode.objects.create(
            key=key,
            phone_sealed=phone,
            phone_digest=phone_digest(phone) if phone else "",
            code_digest=_digest(key, code if phone else secrets.token_hex()),
            user=user,
            tries_left=TRIES,
            expires_at=timezone.now() + LIFETIME,
        )
        if phone:
            hooks.send_code(phone, code, get_language())
    return key


def count_code(key: str, address: str, *, limits: Iterable[tuple[str, int, int]]) -> None:
    """Count a code under what it is sent for and under the address. Raises TooMany.

    What is refused for the one does not count for the address, which many share, nor reversed.
    """
    most, seconds = settings.CODES_PER_ADDRESS
    if throttle.is_over(scope=ADDRESS, key=address, limit=most):
        raise TooMany(ADDRESS)
    for scope, limit, length in limits:
        if not throttle.hit(scope=scope, key=key, limit=limit, seconds=length):
            raise TooMany(scope)
    if not throttle.hit(scope=ADDRESS, key=address, limit=most, seconds=seconds):
        raise TooMany(ADDRESS)


def waiting_code(key: str | None) -> SignInCode | None:
    """The code that a session waits for, as long as it can still be entered."""
    return _open_codes().filter(key=key).first() if key else None


def phone_of(*, key: str, typed: str) -> str:
    """Use up one try and return the phone that the right code was sent to. Raises Wrong or Expired."""
    return str(use_code(key=key, typed=typed).phone_sealed)


def use_code(*, key: str, typed: str) -> SignInCode:
    """Use up one try and return the code that was typed right, which nobody can use again. Raises Wrong or Expired."""
    if not _open_codes().filter(key=key).update(tries_left=F("tries_left") - 1):
        raise Expired
    kept = SignInCode.objects.select_related("user").filter(key=key).first()
    if kept is None:
        raise Expired
    if not compare_digest(_digest(key, plain_code(typed)), kept.code_digest):
        raise Wrong(kept.tries_left)
    deleted, _by_model = SignInCode.objects.filter(key=key).delete()
    if not deleted:
        raise Expired
    return kept


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
