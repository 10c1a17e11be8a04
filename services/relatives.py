"""At the window: who acts for a child under 14, or for somebody without a phone; a clerk saw the papers."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.forms import PhoneForm
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.forms import DayField, Words
from caojiadu.core.community.models import Relative
from caojiadu.core.community.relatives import in_force
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.views.common import page
from caojiadu.core.doors import RailLink
from caojiadu.core.front import relatives as verbs
from caojiadu.core.front.family import say_ended
from caojiadu.core.front.forms import RadioCards
from caojiadu.core.front.posting import posted_from
from caojiadu.core.hooks import provide
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template
from caojiadu.core.personal import IdType, Unusable, name_digest, normal_phone, phone_digest
from services.appointments.access import KEEP, ROLES
from services.reception import runs_reception

WARNED = dt.timedelta(days=14)  # before the last day
register_template(
    "relative_ends_soon",
    title=("家人代办即将到期", "Acting for a relative ends soon"),
    body=(
        "您在窗口登记的一项家人代办{day}后到期，届时门户上不再显示其事项。仍需代办的，请在此之前持相关证件到窗口重新登记。",
        "Acting for a relative, as entered at the window, ends after {day}: their matters are then not shown any more. "
        "If it should go on, please bring the papers to the window before that day.",
    ),
    variables=("day",),
)
RELATIONS = [
    (Relative.Relation.PARENT, gettext_lazy("their father or mother")),
    (Relative.Relation.CHILD, gettext_lazy("their child")),
]


def confirms(user: Any) -> bool:
    """Whether somebody works in the office that runs the reception centre."""
    offices = {post.office_id for post in user.posts_at_work if post.role in ROLES and post.office_id}
    return bool(offices) and user.has_perm(KEEP) and runs_reception(offices)


def confirmed() -> QuerySet[Relative]:
    """What clerks confirmed, as long as nobody ended it."""
    rows = Relative.objects.exclude(paper="").filter(ended_at=None, until__gte=timezone.localdate())
    return rows.select_related("user", "agreed_by")


@provide("desk_links")
def link(user: User) -> list[RailLink]:
    """The page, for whoever receives people."""
    return (
        [RailLink(reverse("services_desk:relatives"), _("Acting for relatives"), group="services")]
        if confirms(user)
        else []
    )


class FindForm(forms.Form):
    """Whose to look for: rows are found by whole names and numbers only."""

    q = Words(label=gettext_lazy("Full name of the relative, or phone of whoever acts"), required=False, max_length=60)

    def clean_q(self) -> dict[str, str]:
        """What has a digit is the phone of whoever acts; anything else is the name of the relative."""
        typed = self.cleaned_data["q"]
        if not typed:
            return {}
        if not any(sign.isdecimal() for sign in typed):
            return {"name_digest": name_digest(typed)}
        try:
            return {"user__phone_digest": phone_digest(normal_phone(typed))}
        except Unusable as error:
            raise forms.ValidationError(_("Enter a full name, or a whole phone number.")) from error


class ConfirmForm(PhoneForm):
    """Who acts, for whom, and which papers were seen."""

    relation = forms.ChoiceField(label=gettext_lazy("For whom?"), choices=RELATIONS, widget=RadioCards)
    name = Words(label=gettext_lazy("Full name of the relative"), max_length=60)
    id_type = forms.ChoiceField(label=gettext_lazy("Paper of the relative"), choices=IdType.choices)
    id_number = forms.CharField(
        label=gettext_lazy("Number of the paper"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
    born = DayField(
        label=gettext_lazy("Date of birth of the child"),
        required=False,
        help_text=gettext_lazy("Only for a permit or passport: its number does not hold the date of birth."),
    )
    paper = forms.ChoiceField(
        label=gettext_lazy("What shows who may act"), choices=Relative.Paper.choices, widget=RadioCards
    )
    until = DayField(label=gettext_lazy("Until"))
    seen = forms.BooleanField(label=gettext_lazy("I saw the originals, and the identity card of whoever acts."))
    field_order = ("phone", "relation", "name", "id_type", "id_number", "born", "paper", "until", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("Mobile number of whoever acts")
        self.fields["phone"].help_text = _("The number with which they sign in on the portal.")
        most = timezone.localdate() + dt.timedelta(days=settings.RELATIVE_DAYS)
        self.fields["until"].help_text = _("%(days)d days at most; for a child until it turns 14.") % {
            "days": settings.RELATIVE_DAYS
        }
        self.initial.setdefault("until", most)

    def keep(self, request: HttpRequest) -> bool:
        """Enter it; False, with the words beside the field, where that cannot be."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        try:
            verbs.confirm(clerk=request.user, request=request, **said)
        except Unusable as error:
            self.add_error("id_number", error.message)
        except ValidationError as error:
            self.add_error(None, error)
        return not self.errors


@staff_required
@never_cache
@sensitive_post_parameters("phone", "name", "id_number")
@require_http_methods(["GET", "HEAD", "POST"])
def relatives(request: HttpRequest) -> HttpResponse:
    """What stands, the newest first, and the form for one more."""
    if not confirms(request.user):
        raise Http404
    form = ConfirmForm(request.POST if request.method == "POST" else None, initial={"id_type": "id_card"})
    if form.is_bound and form.is_valid() and form.keep(request):
        messages.success(request, _("Entered. It ends by itself."))
        return redirect("services_desk:relatives")
    find = FindForm(request.GET)
    rows = confirmed().filter(**find.cleaned_data["q"]) if find.is_valid() else confirmed().none()
    found = page_of(rows, request, columns=("id",), newest_first=True)
    context = {"form": form, "find": find, "page": found}
    return page(request, "services/relatives.html", context, status=422 if form.errors or find.errors else 200)


@staff_required
@posted_from("services_desk:relatives")
def end_relative(request: HttpRequest, key: Any) -> HttpResponse:
    """Ended at the window, for whoever asks for it there."""
    if not confirms(request.user):
        raise Http404
    found = get_object_or_404(Relative.objects.exclude(paper=""), key=key)
    say_ended(request, verbs.end(relative=found, by=request.user, request=request))
    return redirect("services_desk:relatives")


@provide("every_day")
def warn_of_the_end(now: dt.datetime) -> int:
    """Tell whoever acts by paper, once, that it ends within days: afterwards what was done shows to nobody online."""
    last = timezone.localdate(now) + WARNED
    rows = in_force().exclude(paper="").filter(until__lte=last).select_related("user")
    for one in rows:
        put(
            template="relative_ends_soon",
            to=To.user(one.user),
            dedup_key=f"relative_ends_soon-{one.pk}",
            context={"day": str(one.until)},
        )
    return len(rows)
