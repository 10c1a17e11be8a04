"""Pages on which residents ask to act for a parent or a child, agree to it, look at what was done, and end it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts.access import resident_required, signed_in
from caojiadu.core.accounts.codes import TooMany
from caojiadu.core.accounts.forms import PhoneForm
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.forms import Words
from caojiadu.core.community.models import TEXTS, Relative
from caojiadu.core.community.relatives import in_force, relatives_of
from caojiadu.core.front import relatives as verbs
from caojiadu.core.front.forms import RadioCards
from caojiadu.core.front.posting import posted_from


class AskForm(PhoneForm):
    relation = forms.ChoiceField(
        label=gettext_lazy("For whom?"),
        choices=Relative.Relation.choices,
        widget=RadioCards,
        error_messages={"required": gettext_lazy("Say who it is.")},
    )
    name = Words(
        label=gettext_lazy("Full name"),
        max_length=60,
        help_text=gettext_lazy("As on the identity card: what was booked or applied for under this name is shown."),
        error_messages={"required": gettext_lazy("Enter the name.")},
    )
    field_order = ("relation", "name", "phone")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["phone"].label = _("Mobile number of this person")
        self.fields["phone"].help_text = _("Your relative's own phone, not yours. We send a message there.")

    def clean_phone(self) -> str:
        """A number that takes messages, of somebody else."""
        phone = super().clean_phone()
        if phone == self.user.phone_sealed:
            raise ValidationError(_("This is your own number. Without a phone of their own, see below: at the window."))
        return phone


@never_cache
@sensitive_post_parameters("name", "phone")
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def family(request: HttpRequest) -> HttpResponse:
    """Who acts for whom, with what was done; and the form that asks one more."""
    user = signed_in(request)
    form = AskForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        try:
            verbs.ask(user=request.user, **form.cleaned_data)
        except TooMany:
            form.add_error("phone", _("You asked very often today. Please try again tomorrow."))
        else:
            messages.success(
                request, _("A message went to that phone. Nothing is shown until your relative agrees there.")
            )
            return redirect("family")
    mine, theirs = relatives_of(request.user), list(_acting_for(request.user))
    done = verbs.acts_of([*mine, *theirs])
    context = {
        "form": form,
        "days": settings.RELATIVE_DAYS,
        "text": verbs.TEXT,
        "asked_of_me": verbs.waiting(phone_digest=user.phone_digest),
        "asked_by_me": verbs.waiting(user=request.user),
        "mine": [(one, done.get(str(one.key), [])[:5]) for one in mine],
        "theirs": [(one, done.get(str(one.key), [])[:5]) for one in theirs],
    }
    return render(request, "front/family.html", context, status=422 if form.errors else 200)


def _acting_for(user: Any) -> Any:
    """Who acts for the person of this account."""
    return in_force().filter(phone_digest=user.phone_digest, paper="").select_related("user", "agreed_by")


@resident_required
@posted_from("family")
def answer(request: HttpRequest, key: Any) -> HttpResponse:
    """The relative agrees or refuses; either side ends it. For everybody else there is nothing.

    A page from before the text changed says no version: what it showed is the first.
    """
    user: Any = request.user
    theirs = Q(phone_digest=user.phone_digest) & ~Q(phone_digest="")
    found = Relative.objects.filter(Q(user=user) | theirs, key=key).first()
    if found is None:
        raise Http404
    if request.POST.get("do") != "agree":
        say_ended(request, verbs.end(relative=found, by=user, request=request))
    elif found.phone_digest != user.phone_digest:
        raise Http404
    elif verbs.agree(relative=found, by=user, text=_text_read(request), request=request):
        messages.success(request, _("You agreed. You can take it back here at any time."))
    else:
        found.refresh_from_db()
        messages.info(request, _agreed_before(found))
    return redirect("family")


def _text_read(request: HttpRequest) -> str:
    said = request.POST.get("text", "")
    return said if said in TEXTS else TEXTS[0]


def _agreed_before(relative: Relative) -> str:
    """Why nobody can agree to it now."""
    if in_force().filter(pk=relative.pk).exists():
        return _("You agreed to this already. You can take it back here at any time.")
    return _("This request is over. Your relative can ask you again.")


def say_ended(request: HttpRequest, now: bool) -> None:
    """Say that it is over: ended now, or before."""
    if now:
        messages.success(request, _("Ended. Nothing more is shown, and nobody acts any more."))
    else:
        messages.info(request, _("This had ended already."))


@resident_required
@posted_from("family")
def act_for(request: HttpRequest) -> HttpResponse:
    """Choose for whom: what "my matters" shows and what is booked or applied for is theirs from now on."""
    verbs.choose(request, request.POST.get("for", ""))
    return redirect("me")
