"""Forms of the sign-in pages."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.codes import DIGITS
from caojiadu.core.personal import Unusable, normal_phone, takes_messages


class PhoneForm(forms.Form):
    """The phone that a code is sent to."""

    phone = forms.CharField(
        label=_("Mobile number"),
        help_text=_("We send a code of 6 digits to this number. You need no password."),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Enter your mobile number.")},
    )

    def clean_phone(self) -> str:
        """The number in its normal form, if it can get a text message."""
        try:
            phone = normal_phone(self.cleaned_data["phone"])
        except Unusable as error:
            raise ValidationError(error.message) from error
        if not takes_messages(phone):
            raise ValidationError(_("This is a landline. Enter a mobile number, which can get a text message."))
        return phone


class CodeForm(forms.Form):
    """The code that came by text message."""

    code = forms.CharField(
        label=_("Code in the text message"),
        help_text=_("6 digits"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True, "size": DIGITS}
        ),
        error_messages={"required": _("Enter the code from the text message.")},
    )


class StaffForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        name, password = self.fields["login"], self.fields["password"]
        name.label, password.label = _("Sign-in name"), _("Password")
        password.help_text = ""
        for field, missing in ((name, _("Enter your sign-in name.")), (password, _("Enter your password."))):
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = missing


class NewPasswordForm(ChangePasswordForm):
    """The password of today, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Password of today"),
            "password1": _("New password"),
            "password2": _("New password once more"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        """Check it as a sign-in does: the same wrong tries count."""
        typed: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, typed):
            raise get_adapter().validation_error("enter_current_password")
        return typed
