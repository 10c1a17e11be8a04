"""How staff come to a password: each chooses their own, after a code to a phone that is known to be theirs.

Nobody sets one for somebody else. A phone is known to be somebody's once they typed a code that was sent to it, or once
two administrators said so; for an account that never had a password, what the administrator entered is the invitation.
"""

import uuid

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from caojiadu.core.accounts import codes, hooks
from caojiadu.core.accounts.models import PastPassword, User
from caojiadu.core.audit.trail import record
from caojiadu.core.personal import phone_digest

KEPT = 12  # past passwords, whatever the settings refuse
NAME_LIMITS = (("staff-code-minute", 1, 60), ("staff-code-day", 10, 24 * 3600))  # scope, limit, seconds


def may_be_sent_a_code(user: User) -> bool:
    """Whether a code to the phone that is kept tells who somebody is. The break-glass account is never opened so."""
    known = bool(user.phone_proven_at) or not user.has_usable_password()
    return bool(user.phone_sealed) and known and user.is_active and not user.is_superuser


def ask_for_code(*, name: str, address: str) -> uuid.UUID:
    """Send a code to whoever has this sign-in name, and return the key under which it is kept. Raises codes.TooMany.

    For a name that nobody has, or whose phone proves nothing, there is a key all the same: a stranger learns nothing.
    """
    key = name.strip().casefold()
    codes.count_code(key, address, limits=NAME_LIMITS)
    user = User.objects.exclude(kind=User.Kind.RESIDENT).filter(username__iexact=name.strip()).first()
    if user is None or not may_be_sent_a_code(user):
        return codes.keep_code(phone="")
    return codes.keep_code(phone=user.phone_sealed, user=user)


def ask_to_prove(*, user: User, phone: str, address: str) -> uuid.UUID:
    """Send a code to a phone that somebody signed in says is theirs. Raises codes.TooMany."""
    codes.count_code(f"{user.pk}", address, limits=NAME_LIMITS)
    return codes.keep_code(phone=phone, user=user)


def owner_of(*, key: str, typed: str) -> tuple[User, str]:
    """Use up one try and return whose code it is, with the phone. Raises codes.Wrong or codes.Expired."""
    kept = codes.use_code(key=key, typed=typed)
    if kept.user is None or not kept.user.is_active:
        raise codes.Expired
    return kept.user, str(kept.phone_sealed)


def who_forgot(*, key: str, typed: str) -> User:
    """Whose forgotten password it is. A code ends with the phone it went to, and with what the phone proved. Raises
    codes.Wrong or codes.Expired."""
    user, phone = owner_of(key=key, typed=typed)
    if phone != user.phone_sealed or not may_be_sent_a_code(user):
        raise codes.Expired
    return user


def state_of(user: User) -> list[str]:
    """What a code that was typed right stands on: with another password or phone it is worth nothing."""
    return [user.get_session_auth_hash(), phone_digest(user.phone_sealed)]


@transaction.atomic
def prove_phone(*, user: User, phone: str, request: HttpRequest | None = None) -> None:
    """Keep a phone whose code was typed as this person's own."""
    user.phone_sealed, user.phone_digest, user.phone_proven_at = phone, phone_digest(phone), timezone.now()
    user.save(update_fields=["phone_sealed", "phone_digest", "phone_proven_at"])
    written(user, "phone_proven", request)


@transaction.atomic
def set_own_password(*, user: User, password: str, request: HttpRequest | None = None) -> None:
    """Keep the password that somebody chose, and the old one among those that do not come back; every session they had
    ends with it."""
    if user.has_usable_password():
        PastPassword.objects.create(user=user, password=user.password)
        kept = PastPassword.objects.filter(user=user).order_by("-pk").values("pk")[:KEPT]
        PastPassword.objects.filter(user=user).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    user.set_password(password)
    user.save(update_fields=["password", "password_chosen_at"])
    written(user, "password_changed", request)


def written(user: User, what: str, request: HttpRequest | None) -> None:
    """In the audit trail, and to the person themselves, who would notice what they did not do."""
    record(action=what, subject_type="accounts.user", subject_key=user.pk, actor=user, request=request)
    hooks.tell_of_sign_in(user, what)
