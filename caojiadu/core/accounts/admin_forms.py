"""Forms of the people's pages in admin."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from caojiadu.core.accounts.approvals import is_sensitive
from caojiadu.core.accounts.models import Approval, Holder, Post, User
from caojiadu.core.accounts.posts import check_side
from caojiadu.core.personal import Unusable, normal_phone

NO_REASON = _("Say why: a second administrator must approve this.")
NO_NAME = _(
    "Enter the full name: by it, whoever may open reports against people is kept out of those against themselves."
)
# What, once changed of somebody who may open reports, opens more than before.
OPENING = {
    "is_active": Approval.What.ACTIVE,
    "display_name": Approval.What.NAME,
    "phone": Approval.What.PHONE,
    "lost_factor": Approval.What.FACTOR,
}


class WithReason(forms.ModelForm):
    """A form of which a part may have to be approved, and asks why."""

    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_(
            "Needed for posts that open reports against people (their keepers, heads, leaders, administrators), and "
            "for whoever holds one. A second administrator reads it, and must approve before the change has an effect."
        ),
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )


class HolderForm(WithReason):
    """Whose posts are changed, and why; the posts themselves are rows below."""

    class Meta:
        model = Holder
        fields: tuple[str, ...] = ()


class PersonForm(WithReason):
    """A person's details. The phone is written here and never read back."""

    phone = forms.CharField(
        label=_("New phone"),
        required=False,
        max_length=40,
        help_text=_("Leave empty to keep the present one."),
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )

    lost_factor = forms.BooleanField(
        label=_("Lost the second factor: take it away"),
        required=False,
        help_text=_("With no app, passkey or recovery code left. The person sets up another at the next sign-in."),
        widget=UnfoldBooleanSwitchWidget,
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

    def clean(self) -> dict[str, Any] | None:
        """What a second administrator must approve needs a reason; whoever may open reports needs a name."""
        cleaned = super().clean()
        nameless = "display_name" in self.fields and not self.cleaned_data.get("display_name")
        if nameless and self.instance.pk and is_sensitive(self.instance) and "display_name" not in self.errors:
            self.add_error("display_name", NO_NAME)
        if self.to_approve() and not self.data.get("why", "").strip():
            self.add_error("why", NO_REASON)
        return cleaned

    def to_approve(self) -> dict[str, Any]:
        """What is changed of somebody who may open reports, and would open more: the account, and the name by which
        they are kept out of reports against themselves; and of anybody who has a password the phone by which it is set
        anew."""
        if not self.instance.pk:
            return {}
        waits = set(OPENING) if is_sensitive(self.instance) else set()
        waits |= {"phone", "lost_factor"} if self.instance.has_usable_password() else set()
        changed = {name: self.cleaned_data.get(name) for name in self.changed_data if name in waits}
        lowers = ("is_active", "phone", "lost_factor")  # left empty: closing an account waits for nobody
        return {name: value for name, value in changed.items() if value or name not in lowers}


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
        opening = self.to_approve()
        if opening and not self.instance.display_name:
            raise ValidationError(NO_NAME)
        if opening and not self.data.get("why", "").strip():
            raise ValidationError(NO_REASON)

    def to_approve(self) -> list[Post]:
        """The sensitive posts that are new, or are to last longer than they do."""
        changed = [form for form in self.forms if form.is_valid() and form.has_changed()]
        return [form.instance for form in changed if form.instance.is_sensitive and _opens(form)]


def _opens(form: forms.ModelForm) -> bool:
    """Whether a post is new, or its last day moves away."""
    before, after = form.initial.get("until"), form.cleaned_data.get("until")
    return not form.instance.pk or (before is not None and (after is None or after > before))
