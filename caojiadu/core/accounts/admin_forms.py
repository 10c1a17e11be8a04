"""Forms of the people's pages in admin."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm
from unfold.widgets import UnfoldAdminTextInputWidget

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.posts import check_side
from caojiadu.core.personal import Unusable, normal_phone


class PersonForm(forms.ModelForm):
    """A person's details. The phone is written here and never read back."""

    phone = forms.CharField(
        label=_("New phone"),
        required=False,
        max_length=40,
        help_text=_("Leave empty to keep the present one."),
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = User
        fields = ("username", "display_name", "kind", "email", "language", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            kind = cast("forms.ChoiceField", self.fields["kind"])
            kind.choices = [pair for pair in User.Kind.choices if pair[0] != User.Kind.RESIDENT]

    def clean_phone(self) -> str:
        """The number in its normal form."""
        typed: str = self.cleaned_data["phone"]
        try:
            return normal_phone(typed) if typed else ""
        except Unusable as error:
            raise ValidationError(error.message) from error


class LentPasswordForm(AdminPasswordChangeForm):
    """A password to hand over: its owner must choose another at the first sign-in."""

    def save(self, commit: bool = True) -> User:
        """Set the password, and mark it as lent."""
        self.user.password_lent = True
        user: User = super().save(commit)
        return user


class PostForm(forms.ModelForm):
    """A post: once given, only its last day can be changed."""

    class Meta:
        model = Post
        fields = ("role", "office", "body", "neighbourhood", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # in a row of a table the head of a column is no label
            widget: Any = getattr(field.widget, "widget", field.widget)  # a choice has its own within a frame of links
            widget.attrs["aria-label"] = field.label
        if self.instance.pk:
            for name in ("role", "office", "body", "neighbourhood", "since"):
                self.fields[name].disabled = True


class PostFormSet(BaseInlineFormSet):
    """The posts of one person."""

    def clean(self) -> None:
        """Each role suits the person's side of the house."""
        super().clean()
        for form in self.forms:
            if role := getattr(form, "cleaned_data", {}).get("role"):
                check_side(self.instance, role)
