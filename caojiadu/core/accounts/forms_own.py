"""Forms about one's own password and phone."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.forms import PhoneForm
from caojiadu.core.accounts.models import User


class NameForm(forms.Form):
    """Who cannot sign in."""

    name = forms.CharField(
        label=_("Sign-in name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
        error_messages={"required": _("Enter your sign-in name.")},
    )


class ChosenPasswordForm(SetPasswordForm):
    """A password twice, by whoever proved who they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password2"].label = _("New password once more")
        self.fields["new_password2"].help_text = ""


class OwnPasswordForm(forms.Form):
    """The password once more, so that nobody changes anything at a desk left open."""

    password = forms.CharField(
        label=_("Password of today"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Check it as a sign-in does: the same wrong tries count."""
        typed: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, typed):
            raise get_adapter().validation_error("enter_current_password")
        return typed


class OwnPhoneForm(OwnPasswordForm, PhoneForm):
    """One's own mobile number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = _("We send a code of 6 digits to this number, so that we know it is yours.")
