"""The district's own pages for supervision slips: send one down, see where it stands, take it back (art. 40)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts.access import district_required
from caojiadu.core.audit.trail import read_once
from caojiadu.core.cases.errors import Invalid, MoveError, Refused
from caojiadu.core.cases.forms import long_text, pick_from
from caojiadu.core.cases.models import Case
from caojiadu.core.desk.pages import page_of
from caojiadu.core.district.views import page
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.organisation.models import DistrictBody
from petitions.letters.fields import TypedField
from petitions.supervision import slips
from petitions.supervision.models import SupervisionCard
from petitions.supervision.pages import CardFields, OfABody, usual_days


class SendSlipForm(OfABody, CardFields):
    """A supervision slip that an officer of the district sends down; about a matter reported to them, or about none."""

    body = forms.ModelChoiceField(label=_("Sent by"), queryset=DistrictBody.objects.none(), empty_label=None)
    number_there = TypedField(label=_("Your number for it"), max_length=60)
    case_number = TypedField(
        label=_("The matter it is about"),
        max_length=24,
        required=False,
        help_text=_(
            "The sub-district's number of a matter reported to you; its office answers. Without one, the "
            "letters-and-calls desk gets the slip."
        ),
    )
    files: Any = UploadsField(label=_("Papers, for the office alone"))
    field_order = ("body", "number_there", "case_number", "breach", "advice", "days", "files")

    def __init__(self, data: Any = None, files: Any = None, *, bodies: list[DistrictBody], report: str = "") -> None:
        self.bodies = bodies
        self.matter: Case | None = None
        keys = [body.pk for body in bodies]
        super().__init__(data, files, initial={"days": usual_days(), **self._from(report)})
        pick_from(self, "body", DistrictBody.objects.filter(pk__in=keys))
        if len(keys) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.initial["body"] = keys[0]

    def _from(self, key: str) -> dict[str, Any]:
        """What a link from a report fills in."""
        try:
            found = slips.told_to(self.bodies).filter(key=key).select_related("case").first() if key else None
        except forms.ValidationError:
            return {}
        return {"body": found.body_id, "case_number": found.case.number} if found else {}

    def clean_case_number(self) -> str:
        """A matter of which the body knows."""
        number: str = self.cleaned_data["case_number"].upper()
        if number:
            self.matter = slips.matters_of(self.bodies).filter(number=number).first()
            if self.matter is None:
                raise forms.ValidationError(gettext("No matter of this number was reported to you."))
        return number


class TakeSlipBackForm(forms.Form):
    """Why an officer takes a slip back."""

    reason = long_text(_("Why"), rows=2)


@require_safe
@never_cache
@district_required
def sent(request: HttpRequest) -> HttpResponse:
    """The slips of the officer's bodies, newest first, with the limit or the answer of each."""
    if not slips.senders(request.user):
        raise Http404
    found = page_of(slips.sent_by(request.user), request, newest_first=True)
    slips.add_answers(found.rows)
    return _page(request, "petitions/supervision/district_list.html", {"page": found})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@district_required
def new(request: HttpRequest) -> HttpResponse:
    """Send a slip, about a matter that was reported to the body or about none in particular."""
    bodies = slips.senders(request.user)
    if not bodies:
        raise Http404
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SendSlipForm(*posted, bodies=bodies, report=request.GET.get("report", ""))
    if form.is_bound and form.is_valid():
        try:
            card = slips.send(user=request.user, data=form.cleaned_data, matter=form.matter)
        except Refused as refused:
            form.add_error("number_there", str(refused))
        else:
            said = gettext("The slip has reached the sub-district as %(number)s.") % {"number": card.number}
            messages.success(request, said)
            return redirect("letters_district:slip", card.number)
    return _page(
        request, "petitions/supervision/district_new.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@district_required
def slip(request: HttpRequest, number: str) -> HttpResponse:
    """One slip with what was sent and what came of it; a POST takes it back while nothing was answered upward."""
    card = slips.sent_by(request.user).filter(number=number).first()
    if card is None:
        raise Http404
    read_once(request=request, subject_type="case", subject_key=card.number, office_id=card.office_id)
    if request.method != "POST":
        return _slip(request, card, TakeSlipBackForm())
    if not slips.can_be_taken_back(card):
        return _slip(request, card, None, refusal=gettext("It was answered or taken back already."), status=409)
    try:
        slips.take_back(card, user=request.user, data=request.POST)
    except Invalid as refused:
        return _slip(request, card, refused.form, status=422)
    except MoveError as refused:
        return _slip(request, card, None, refusal=str(refused.message), status=409)
    messages.success(request, gettext("The slip was taken back. The office has been told."))
    return redirect("letters_district:sent")


def _slip(
    request: HttpRequest, card: SupervisionCard, form: Any, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    slips.add_answers([card])
    context = {
        "card": card,
        "files": slips.files_of(card),
        "form": form if slips.can_be_taken_back(card) else None,
        "refusal": refusal,
    }
    return _page(request, "petitions/supervision/district_slip.html", context, status)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return page(request, template, {"place": slips.ADDRESS, **context}, status)
