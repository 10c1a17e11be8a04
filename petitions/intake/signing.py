"""Signing a letter that neighbours wrote, with the link they passed on; and that link in the hands of who leads."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import is_resident
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import MoveError, Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.front.posting import posted_from
from caojiadu.core.notices.outbox import put_to_residents
from petitions.intake import online
from petitions.intake.letter_form import LetterForm
from petitions.intake.online import Taken, resident_from, to_receipt
from petitions.letters.addresses import ways
from petitions.letters.models import Claim, Petition
from petitions.petitioners import access, people
from petitions.petitioners.access import claim, replace_code, take_step
from petitions.petitioners.models import Joining, Petitioner

KEPT = ("name", "phone", "address", "id_type", "id_number", "e_service", "share_identity", "notice_read", "form_token")


class JoinForm(LetterForm):
    """Own name and phone; the letter itself is written."""

    shows_name = forms.BooleanField(
        label=gettext_lazy("The representatives may see my name"),
        required=False,
        help_text=gettext_lazy("Otherwise they only see how many have signed."),
    )
    represent = forms.BooleanField(
        label=gettext_lazy("I am one of the representatives"),
        required=False,
        help_text=gettext_lazy(
            "Representatives reply to questions and judge the answer for all. Their names show to each other."
        ),
    )

    field_order = ("name", "phone", "address", "represent", "shows_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name not in (*KEPT, "shows_name", "represent")]:
            del self.fields[name]
        self.fields["name"].error_messages["required"] = gettext_lazy("Write your name.")

    def clean(self) -> dict[str, Any]:
        """As in the letter; the person has a neighbourhood only in their own letters."""
        cleaned = super().clean()
        cleaned["neighbourhood"] = None
        return cleaned


@transaction.atomic
def sign(petition: Petition, data: Mapping[str, Any], user: User) -> Taken:
    """Take one more petitioner in, with a code of their own. Raises Refused where it cannot be.

    Everything is looked at again under the lock: the link may have been closed while the form was filled in.
    """
    Case.objects.select_for_update(no_key=True).get(pk=petition.pk)
    now = timezone.now()
    link = Joining.objects.select_related("petition").get(petition=petition)
    if not link.is_open or not people.takes_signers(link):
        raise Refused(_("The link has been closed in the meantime."))
    resident = resident_from({**data, "anonymous": False})
    assert resident is not None  # nobody signs without a name
    if petition.petitioners.filter(resident=resident, withdrawn_at=None).exists():
        raise Refused(_("This name and phone have signed already. Number and code stand on the first receipt."))
    if data["represent"] and not people.may_take_one_more(petition):
        raise Refused(people.too_many_representatives(people.most_representatives(petition)))
    row = people.enrol(
        petition,
        people.Signer(resident, data["represent"]),
        how=Petitioner.How.LINK,
        now=now,
        shows_name=data["shows_name"] or data["represent"],
        share_identity=data["share_identity"],
    )
    move(case=petition, key="join", actor=Actor.resident(user), extra={"petitioner": row.pk}, now=now)
    code = replace_code(petition, now, row)
    put_to_residents([(resident, "petition_joined", f"joined-{row.pk}")], case_number=petition.number or "")
    if user is not None:
        claim(user=user, petitioner=row, how=Claim.How.WROTE)
    return petition, code, {}


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What is signed, and the form; a link that has ended and one that never was are the same page."""
    link = people.find_link(token)
    if link is None:
        return render(request, "petitions/intake/join_over.html", {"ways": ways()}, status=404)
    if request.method != "POST":
        return _page(request, link.petition, JoinForm(initial=_known(request)))
    form = JoinForm(request.POST)
    return _sign(request, link.petition, form) if form.is_valid() else _page(request, link.petition, form)


@sensitive_variables()
def _sign(request: HttpRequest, petition: Petition, form: JoinForm) -> HttpResponse:
    data = {**form.cleaned_data, "letter": petition.pk}
    token = data["form_token"] or online.new_token()
    user = request.user if is_resident(request.user) else None
    take = partial(sign, petition)
    try:
        online.check_token(data["form_token"])
        submission = online.sent_before(token=token, data=data)
        if submission is None:
            online.count(address=throttle.address_key(request), phone=data["phone"])
            submission = online.send(token=token, data=data, user=user, take=take)
    except (online.Expired, online.AnotherLetter):
        return _again(request, petition, form, _("Nothing you wrote is lost: please press “Sign” once more."))
    except online.TooMany:
        said = _("Very many forms have come from this connection or phone. Please try again in an hour, or ring us.")
        return _again(request, petition, form, said, status=429)
    except MoveError as error:
        return _again(request, petition, form, str(error.message))
    return to_receipt(request, submission)


def _again(request: HttpRequest, petition: Petition, form: JoinForm, said: str, status: int = 200) -> HttpResponse:
    form.add_error(None, said)
    online.renew_token(form)
    return _page(request, petition, form, status)


def _known(request: HttpRequest) -> dict[str, Any]:
    known: dict[str, Any] = {"form_token": online.new_token()}
    if is_resident(request.user):
        known["phone"] = request.user.phone_sealed.removeprefix("+86")
    return known


def _page(request: HttpRequest, petition: Petition, form: JoinForm, status: int = 200) -> HttpResponse:
    signed = petition.petitioners.present().own().count()
    context = {"petition": petition, "form": form, "people": signed, "ways": ways()}
    return render(request, "petitions/intake/join.html", context, status=status)


@never_cache
@posted_from("petitions:matter", "number")
def link(request: HttpRequest, number: str) -> HttpResponse:
    """Open or close the link; what does not go is said."""
    petition, part = access.matter_or_404(request, number)
    opens = request.POST.get("do") != "close"
    done = _("Your neighbours can sign now.") if opens else _("Nobody can sign with the link any more.")
    return take_step(request, (petition, part), "open_joining" if opens else "close_joining", done, anchor="#together")


@never_cache
@posted_from("petitions:matter", "number")
def proxy(request: HttpRequest, number: str) -> HttpResponse:
    """The resident agrees that somebody acts for them, or takes that back."""
    petition, part = access.matter_or_404(request, number)
    if part.acts:
        raise Http404
    agrees = request.POST.get("do") == "agree"
    done = _("You agreed.") if agrees else _("From now on nobody acts for you here.")
    return take_step(request, (petition, part), "agree_to_proxy" if agrees else "end_proxy", done)
