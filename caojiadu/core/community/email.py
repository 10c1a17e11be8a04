"""A resident's e-mail: set by the account of their phone, and kept only once a code sent there came back."""

import secrets
from datetime import timedelta
from hmac import compare_digest
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.codes import DIGITS, TRIES, Expired, TooMany, Wrong, plain_code
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.audit.trail import record
from caojiadu.core.community import hooks
from caojiadu.core.community.models import EmailCode, Resident
from caojiadu.core.personal import digest

LIFETIME = timedelta(minutes=30)
# scope, limit, seconds: by account, by e-mail address, by network address
LIMITS = (("email-account", 5, 3600), ("email-address", 5, 24 * 3600), ("email-network", 20, 3600))


def residents_of(user: Any) -> QuerySet[Resident]:
    """The person of an account as they took part in matters with its phone; whom they act for is somebody else."""
    keys = {key for found in hooks.residents_of_account(user) for key in found}
    return Resident.objects.filter(pk__in=keys, phone_digest=user.phone_digest).exclude(phone_digest="")


def email_of(user: Any) -> str:
    """Where messages go now, masked; empty for nowhere."""
    return next((one.masked_email for one in residents_of(user).order_by("-pk") if one.email_sealed), "")


def waiting_code(user: Any) -> EmailCode | None:
    """The code that is on its way, as long as it can still be entered."""
    return _open_codes(user).first()


@transaction.atomic
def send_code(*, user: Any, email: str, address: str) -> None:
    """Send a code to an e-mail address; the one before counts no more. Raises TooMany."""
    for (scope, limit, seconds), key in zip(LIMITS, (user.pk, email.lower(), address), strict=True):
        if not throttle.hit(scope=scope, key=key, limit=limit, seconds=seconds):
            raise TooMany
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    EmailCode.objects.update_or_create(
        user=user,
        defaults={
            "email_sealed": email,
            "code_digest": _digest(user, code),
            "tries_left": TRIES,
            "expires_at": timezone.now() + LIFETIME,
        },
    )
    hooks.send_email_code(email, code, get_language())


def confirm(*, user: Any, typed: str, request: HttpRequest | None = None) -> None:
    """Use up one try, and keep the address that the right code was sent to. Raises Wrong or Expired."""
    if not _open_codes(user).update(tries_left=F("tries_left") - 1):
        raise Expired
    kept = EmailCode.objects.filter(user=user).first()
    if kept is None:
        raise Expired
    if not compare_digest(_digest(user, plain_code(typed)), kept.code_digest):
        raise Wrong(kept.tries_left)
    with transaction.atomic():
        if not EmailCode.objects.filter(pk=kept.pk, code_digest=kept.code_digest).delete()[0]:
            raise Expired
        _keep(user, str(kept.email_sealed), "set_email", request)


@transaction.atomic
def forget(*, user: User, request: HttpRequest | None = None) -> None:
    """Send nothing by e-mail any more."""
    EmailCode.objects.filter(user=user).delete()
    _keep(user, "", "forget_email", request)


def _keep(user: User, email: str, action: str, request: HttpRequest | None) -> None:
    for resident in residents_of(user):
        resident.email_sealed = email
        resident.save(update_fields=["email_sealed"])
        record(action=action, subject_type="resident", subject_key=resident.key, actor=user, request=request)


def _open_codes(user: User) -> QuerySet[EmailCode]:
    return EmailCode.objects.filter(user=user, tries_left__gt=0, expires_at__gt=timezone.now())


def _digest(user: Visitor, code: str) -> str:
    return digest("e-mail code", f"{user.pk}:{code}")
