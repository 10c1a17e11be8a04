"""Requests for government information: what one may ask for, the form, and a request as its applicant sees it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import resident_required
from caojiadu.core.cases.errors import Invalid
from caojiadu.core.cases.forms import Words, long_text
from caojiadu.core.cases.moving import Actor
from caojiadu.core.front import my_matters
from caojiadu.core.front.forms import RadioCards
from caojiadu.core.front.posting import posted_from
from caojiadu.core.organisation.facts import facts
from caojiadu.core.personal import IdType, Unusable, check_id_number
from offices.party_administration.disclosure import applicant as disclosing
from offices.party_administration.disclosure.moves import CorrectForm
from offices.party_administration.models import DisclosureRequest

PAGE = "disclosure:request"
PER_ACCOUNT = (20, 24 * 3600)  # requests in a day
WAYS = ("office_address", "office_postcode", "office_phone", "office_hours")
TEMPLATES = "offices/party_administration/disclosure"


class RequestForm(forms.Form):
    """What a request has to say (GID 29): who asks, how they are reached, which information, how it is wanted."""

    title = Words(
        label=gettext_lazy("Name of the information"),
        max_length=120,
        help_text=gettext_lazy("For example: the acceptance report of a renewal project."),
    )
    features = long_text(
        gettext_lazy("Document number or other features"),
        rows=4,
        help_text=gettext_lazy("Whatever helps to find it: number, date, what it is about."),
    )
    delivery = forms.ChoiceField(
        label=gettext_lazy("How would you like to have it?"),
        choices=DisclosureRequest.Delivery.choices,
        widget=RadioCards(),
    )
    applicant = forms.ChoiceField(
        label=gettext_lazy("Who asks?"), choices=DisclosureRequest.Applicant.choices, widget=RadioCards()
    )
    organisation = Words(
        label=gettext_lazy("Name of the organisation"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Where an organisation asks; below then whoever acts for it."),
    )
    name = Words(label=gettext_lazy("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    id_type = forms.ChoiceField(label=gettext_lazy("Kind of paper"), choices=IdType.choices)
    id_number = forms.CharField(label=gettext_lazy("Number of the paper"), max_length=30)
    address = Words(
        label=gettext_lazy("Your address"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Needed where it is to come by post."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def clean_id_number(self) -> str:
        number = self.cleaned_data["id_number"]
        try:
            return check_id_number(self.cleaned_data.get("id_type", ""), number)
        except (Unusable, ValueError) as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """An organisation has a name, and the post needs an address."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("applicant") == "body" and not cleaned.get("organisation"):
            self.add_error("organisation", _("Write the name of the organisation."))
        if cleaned.get("delivery") == "post" and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", _("Write the address to which it is to be sent."))
        return cleaned


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What may be asked for, how, and what happens then."""
    found = facts(keys=WAYS)
    return render(request, f"{TEMPLATES}.html", {"ways": [found[key] for key in WAYS if key in found]})


@never_cache
@sensitive_post_parameters()
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; a good one leads to the request."""
    if request.method != "POST":
        return render(request, f"{TEMPLATES}_new.html", {"form": RequestForm(initial={"applicant": "citizen"})})
    form, user, status = RequestForm(request.POST), request.user, 422
    if form.is_valid():
        limit, seconds = PER_ACCOUNT
        if throttle.hit(scope="disclosure", key=user.pk, limit=limit, seconds=seconds):
            try:
                made = disclosing.send_in(user=user, data=form.cleaned_data)
            except Unusable as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Your request has arrived. Its number: %(number)s") % {"number": made})
                return redirect(PAGE, made.number)
        else:
            form.add_error(None, _("Very many requests came from you today. Please send this one tomorrow."))
            status = 429
    return render(request, f"{TEMPLATES}_new.html", {"form": form}, status=status)


@never_cache
@resident_required
@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """A request with what was asked, what is expected by when, and the answer."""
    return _page(request, _own(request, number, disclosing.requests_of))


@never_cache
@resident_required
@posted_from("disclosure:request", "number")
def correct(request: HttpRequest, number: str) -> HttpResponse:
    """What the applicant corrected."""
    found = _own(request, number)
    try:
        done = _("Thank you, the corrected request has arrived.")
        return my_matters.take_step(request, found, "disclosure_correct", done, to=PAGE)
    except Invalid as error:
        return _page(request, found, error.form, status=422)


@never_cache
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Asked once more, then withdrawn."""
    found = _own(request, number)
    return my_matters.take_back(
        request,
        found,
        "disclosure_withdraw",
        to=PAGE,
        may=not found.closed_at,
        done=_("You withdrew this request."),
        question=_("Withdraw this request?"),
        then=_("You then get no answer. You can ask again at any time."),
    )


def _own(request: HttpRequest, number: str, rows_of: Callable[[Any], Any] = disclosing.opened_to) -> DisclosureRequest:
    """The request, for its applicant; for everybody else there is none."""
    found: DisclosureRequest = get_object_or_404(
        rows_of(request.user).select_related("office", "resident"), number=number
    )
    return found


def _page(request: HttpRequest, found: DisclosureRequest, form: Any = None, status: int = 200) -> HttpResponse:
    unproven = not disclosing.opened_to(request.user).filter(pk=found.pk).exists()
    waits = found.state == "disclosure_to_correct" and not unproven
    context = {
        "found": found,
        "form": form or (CorrectForm(case=found, actor=Actor.resident(request.user)) if waits else None),
        **my_matters.life_of(request, found),
        "answered": found.state == "disclosure_answered" and not unproven,
        "files": disclosing.files_of(found),
        "unproven": unproven,
    }
    if unproven:
        context["lines"] = [{**line, "note": ""} for line in context["lines"]]
    return render(request, f"{TEMPLATES}_request.html", context, status=status)
