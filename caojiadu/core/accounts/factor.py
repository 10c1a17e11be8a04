"""The second factor: who must show one, and when it is asked for again.

allauth keeps authenticator apps, passkeys and recovery codes and asks for them at the sign-in; each use is noted in the
session. What counts here are those notes: a password alone never passes for a factor.
"""

import time
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_removed,
)
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from caojiadu.core.accounts import passwords
from caojiadu.core.accounts.access import View
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.audit.trail import record
from caojiadu.core.personal import seal, unseal

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AskAgain(Exception):
    """Whoever sits here must first show again that they are who they were at the sign-in."""


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed as personal data is; names are ours."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        held = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": held + 1}


def has_factor(user: User) -> bool:
    """Whether somebody set up an authenticator app or a passkey; recovery codes alone are none."""
    return bool(is_mfa_enabled(user, FACTORS))


def must_set_up(request: HttpRequest, user: User) -> bool:
    """Whether this person may do nothing else before they set up a factor, or showed the one they have."""
    return settings.SECOND_FACTOR_REQUIRED and user.has_usable_password() and not _shown(request, user, ("mfa",))


def ask_again(request: HttpRequest) -> None:
    """Let nobody on who did not show the second factor within the last minutes, at the sign-in or since.

    Whoever has none and needs none (in a demonstration) goes on. Raises AskAgain.
    """
    user: Visitor = request.user
    if not user.is_authenticated or user.kind == User.Kind.RESIDENT or _shown(request, user, ("mfa",), recent=True):
        return
    if settings.SECOND_FACTOR_REQUIRED or has_factor(user):
        raise AskAgain


def ask_who(request: HttpRequest, user: User) -> None:
    """Before the factors themselves are changed: the factor, or of whoever has none yet the password.

    Raises AskAgain.
    """
    methods = ("mfa",) if has_factor(user) else ("password", "mfa")
    if not _shown(request, user, methods, recent=True):
        raise AskAgain


def _shown(request: HttpRequest, user: User, methods: tuple[str, ...], *, recent: bool = False) -> bool:
    since = time.time() - settings.FACTOR_AGAIN_SECONDS if recent else 0
    notes = get_authentication_records(request, user)
    return any(one["method"] in methods and one["at"] >= since for one in notes)


def again_required(view: View) -> View:
    """Pages from which much or something sensitive leaves the house, or is let in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ask_again(request)
        return view(request, *args, **kwargs)

    return guarded


def take_away(user: User) -> None:
    """Of somebody who lost theirs, and of whom two administrators say so: they set up another at the next sign-in."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    passwords.written(user, "factor_removed", None)


def added(request: HttpRequest, user: User) -> None:
    """Whoever just set one up showed it."""
    record_authentication(request, user, "mfa")
    passwords.written(user, "factor_added", request)


@receiver(authenticator_removed)
def _removed(request: HttpRequest, user: User, authenticator: Authenticator, **_signal: object) -> None:
    if authenticator.type in FACTORS:
        passwords.written(user, "factor_removed", request)


@receiver(authentication_failed)
def _failed(request: HttpRequest, user: User, **_signal: object) -> None:
    record(action="factor_failed", subject_type="accounts.user", subject_key=user.pk, actor=user, request=request)
