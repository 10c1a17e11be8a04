"""Forms of the second factor: allauth's, with our words and our count of tries."""

import struct
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.forms_own import OwnPasswordForm
from caojiadu.core.accounts.models import User

SCOPE = "second-factor"
_MANY = _("Too many wrong codes. Please try again in 15 minutes.")


class Counted:
    """Mixin: five wrong codes keep a person out for a while, whoever types them; allauth's own count is off."""

    user: User
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code of 6 digits, or a recovery code")
        code.widget.attrs.pop("placeholder", None)
        code.widget.attrs |= {"inputmode": "numeric", "autofocus": True}
        code.error_messages["required"] = _("Enter the code.")

    def clean_code(self) -> str:
        """Count the try before the code is looked at, so that parallel tries cannot slip through."""
        tries, seconds = settings.STAFF_LOCK_TRIES, settings.STAFF_LOCK_SECONDS
        if not throttle.hit(scope=SCOPE, key=self.user.pk, limit=tries, seconds=seconds, renew=True):
            raise ValidationError(_MANY)
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as wrong:
            raise ValidationError(_("This code is not right. Use the one that the app shows now.")) from wrong
        throttle.clear(scope=SCOPE, key=self.user.pk)
        return code


class FactorForm(Counted, AuthenticateForm):
    """At the sign-in."""


class FactorAgainForm(Counted, ReauthenticateForm):
    """Before something sensitive."""


class NewAppForm(Counted, ActivateTOTPForm):
    """An authenticator app shows what it was given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows now")


class PasswordAgainForm(OwnPasswordForm):
    """Of whoever has no second factor yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs["autofocus"] = True


# What fido2 raises while it reads an answer that no passkey gave; allauth expects some of it only.
_UNREADABLE = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error)


class OfPasskey:
    """Mixin: an answer that no passkey gives is a wrong one, whatever the library makes of it."""

    add_error: Callable[[str, ValidationError], None]

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]
        except _UNREADABLE:
            self.add_error("credential", mfa_adapter().validation_error("incorrect_code"))


class PasskeyForm(OfPasskey, AuthenticateWebAuthnForm):
    """At the sign-in."""


class PasskeyAgainForm(OfPasskey, ReauthenticateWebAuthnForm):
    """Before something sensitive."""


class NewPasskeyForm(OfPasskey, AddWebAuthnForm):
    """One more passkey."""
