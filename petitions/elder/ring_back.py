"""Ring me back: one field, a matter with a limit for the letters desk."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts.access import is_resident
from caojiadu.core.cases.models import Channel
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.personal import Unusable, normal_phone
from petitions.elder.pages import question
from petitions.intake.letter_form import NOTICE_VERSION
from petitions.intake.online import Taken, new_token, renew_token, send_letter
from petitions.intake.opening import open_letter
from petitions.letters.fields import TypedField
from petitions.letters.models import Claim
from petitions.letters.states import APPEAL
from petitions.petitioners.access import claim


class RingBackForm(forms.Form):
    """A telephone, and nothing else."""

    phone = TypedField(
        label=gettext_lazy("Your telephone"),
        max_length=40,
        help_text=gettext_lazy("Mobile, or landline with area code."),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": gettext_lazy("Write a phone number at which we reach you.")},
    )
    form_token = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def clean_phone(self) -> str:
        """In its normal form."""
        try:
            return normal_phone(self.cleaned_data["phone"])
        except Unusable as error:
            raise forms.ValidationError(error.message) from error


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """One field; a good one opens the matter."""
    if request.method != "POST":
        user = request.user
        known = user.phone_sealed.removeprefix("+86") if is_resident(user) else ""
        return _page(request, RingBackForm(initial={"phone": known, "form_token": new_token()}))
    form = RingBackForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    return send_letter(request, form, again=_again, take=take_call, to="elder:done")


def take_call(data: Mapping[str, Any], user: Any) -> Taken:
    """Open it as a call: the same kind, clocks and pages as one taken down at the window."""
    petition, code = open_letter(
        kind=APPEAL,
        actor=Actor.resident(user),
        title=_("Please ring me back"),
        channel=Channel.CALL,
        resident=find_or_create_resident(name="", phone=data["phone"]),
        fields={"body": _("Asked on this site to be rung back."), "ring_back": True, "notice_version": NOTICE_VERSION},
    )
    if user is not None and user.phone_sealed == data["phone"]:
        claim(user=user, petitioner=code.petitioner, how=Claim.How.WROTE)
    return petition, code, {}


def _again(request: HttpRequest, form: Any, message: str, status: int = 200) -> HttpResponse:
    form.add_error(None, message)
    renew_token(form)
    return _page(request, form, status)


def _page(request: HttpRequest, form: RingBackForm, status: int = 200) -> HttpResponse:
    kept = [("form_token", str(form["form_token"].value() or ""))]
    more = {"title": _("On which telephone shall we ring you?"), "ring_back": True}
    problems = form.non_field_errors() if form.is_bound else ()
    return question(request, form["phone"], number=(1, 1), kept=kept, status=status, problems=problems, **more)
