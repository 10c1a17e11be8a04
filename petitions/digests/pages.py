"""Digests of suggestions at the desk: the list, gathering one, its summaries, and its forms."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.memo import known
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.panels import Panel
from caojiadu.core.desk.views.common import page
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.queries import bodies_for
from petitions.digests.models import DigestItem, SuggestionDigest
from petitions.digests.workflow import DIGEST, MOST, gather, names_somebody, suggestions_to_gather
from petitions.letters.fields import day_input
from petitions.letters.models import Petition


class PeriodForm(forms.Form):
    since = forms.DateField(label=_("First day"), widget=day_input())
    until = forms.DateField(label=_("Last day"), widget=day_input())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", gettext("The last day comes before the first."))
        return cleaned


def last_quarter() -> dict[str, str]:
    """The last ninety days, to begin with."""
    today = timezone.localdate()
    return {"since": (today - dt.timedelta(days=90)).isoformat(), "until": today.isoformat()}


class SuggestionField(forms.ModelMultipleChoiceField):
    """Suggestions, each with its number, title and outcome."""

    def label_from_instance(self, obj: Petition) -> str:
        return f"{obj.number} {obj.title} · {obj.standing.label}"


class GatherForm(PeriodForm):
    suggestions = SuggestionField(
        label=_("Suggestions"),
        queryset=Petition.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those that were adopted, or that belong to a body of the district."),
    )

    def __init__(self, data: Any = None, *, user: Visitor, since: dt.date, until: dt.date, **kwargs: Any) -> None:
        super().__init__(data, initial={"since": since, "until": until}, **kwargs)
        for name in ("since", "until"):
            self.fields[name].widget = forms.HiddenInput()
        found = suggestions_to_gather(user, since, until).values_list("pk", flat=True)[:MOST]
        pick_from(self, "suggestions", Petition.objects.filter(pk__in=list(found)).order_by("opened_at", "pk"))


class EditDigestForm(MoveForm):
    """A neutral summary of each suggestion, without persons."""

    opening = long_text(_("Opening words"), rows=2, required=False)
    quiet_words = ("opening",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(self.case.items.select_related("suggestion__resident"))
        for item in self.items:
            one = item.suggestion
            self.fields[f"summary_{item.pk}"] = long_text(
                f"{one.number} {one.title}",
                rows=3,
                help_text=gettext("What is suggested, in neutral words and without persons."),
            )
            self.fields[f"summary_{item.pk}"].initial = item.summary
            self.fields[f"out_{item.pk}"] = forms.BooleanField(label=gettext("Take it out"), required=False)

    def initial_values(self) -> dict[str, Any]:
        return {"opening": self.case.opening}

    def clean(self) -> dict[str, Any]:
        """No summary names anybody."""
        cleaned = super().clean() or {}
        for item in self.items:
            name = f"summary_{item.pk}"
            if cleaned.get(name) and names_somebody(cleaned[name], item.suggestion):
                self.add_error(
                    name, gettext("This holds a name, a phone or the number of a paper. Say it without persons.")
                )
        return cleaned


class SendDigestForm(MoveForm):
    body = forms.ModelChoiceField(label=_("District body that receives it"), queryset=bodies_for("opinion"))

    def initial_values(self) -> dict[str, Any]:
        return {"body": bodies_for("opinion").first()}


class DropDigestForm(MoveForm):
    reason = long_text(_("Why"), rows=2)


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The desk and heads gather; only those of the desk's office stand to a digest."""
    return {role: {"petitions.send_digest"} for role in ("letters", "head")}


def digests_of(user: Visitor) -> QuerySet[SuggestionDigest]:
    """The digests that a person may open."""
    return SuggestionDigest.objects.filter(pk__in=Case.objects.visible_to(user).filter(kind=DIGEST).values("pk"))


@provide(f"panels.{DIGEST}")
def panels(digest: SuggestionDigest, user: Visitor) -> list[Panel]:
    """The summaries; the matters themselves only for those who may open them."""
    items = list(digest.items.select_related("suggestion"))
    pks = [item.suggestion_id for item in items]
    opens = set(Case.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))
    return [Panel("petitions/digests/digest.html", {"digest": digest, "items": items, "opens": opens})]


def digest_panels(case: Case, _user: Visitor) -> list[Panel]:
    """In which digests a suggestion went up, on its own page."""
    sent = DigestItem.objects.filter(suggestion_id=case.pk, digest__state__in=("digest_sent", "digest_returned"))
    items = list(known(case, sent.select_related("digest")))
    return [Panel("petitions/digests/of_case.html", {"items": items})] if items else []


def gathers(user: Any) -> bool:
    """Whoever holds a letters post at the desk."""
    return user.has_role("letters") and user.has_perm("petitions.send_digest")


@provide("desk_links")
def desk_links(user: User) -> list[RailLink]:
    """The digests, for those who write them."""
    if not gathers(user):
        return []
    return [RailLink(reverse("letters_desk:digests"), gettext("Digests of suggestions"))]


def _may(request: HttpRequest) -> None:
    if not gathers(request.user):
        raise Http404


@never_cache
@staff_required
def digests(request: HttpRequest) -> HttpResponse:
    """Every digest, newest first."""
    _may(request)
    found = page_of(digests_of(request.user), request, newest_first=True)
    return page(request, "petitions/digests/list.html", {"page": found})


@never_cache
@staff_required
def new(request: HttpRequest) -> HttpResponse:
    """Choose a period, then the suggestions of it."""
    _may(request)
    posted = request.method == "POST"
    period = PeriodForm((request.POST if posted else request.GET) or last_quarter())
    if not period.is_valid():
        return _show(request, period, None, 422 if posted else 200)
    days = period.cleaned_data
    form = GatherForm(request.POST if posted else None, user=request.user, **days)
    if not (form.is_bound and form.is_valid()):
        return _show(request, period, form, 422 if posted else 200)
    digest = gather(actor=Actor.staff(request.user), suggestions=form.cleaned_data["suggestions"], **days)
    messages.success(
        request, gettext("Gathered as %(number)s. Now sum each up without persons.") % {"number": digest.number}
    )
    return redirect("desk:move", digest.number, "edit_digest")


def _show(request: HttpRequest, period: Any, form: Any, status: int) -> HttpResponse:
    return page(request, "petitions/digests/new.html", {"period": period, "form": form}, status=status)
