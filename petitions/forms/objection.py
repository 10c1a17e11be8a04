"""Forms of the office's objection to a transfer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm, long_text


class ObjectForm(MoveForm):
    """Why the matter is not ours."""

    reason = long_text(_("Why the matter should go back"), help_text=_("The body that transferred it reads this."))


class RecordObjectionForm(MoveForm):
    """What the sender said, where its word came by letter or phone."""

    key_fields = ("agreed",)
    agreed = forms.ChoiceField(
        label=_("What the sender said"),
        choices=(("yes", _("It takes the matter back")), ("no", _("The matter stays with us"))),
        widget=forms.RadioSelect,
    )
    reply = long_text(_("In which words, by whom, and how it reached us"), rows=3)
