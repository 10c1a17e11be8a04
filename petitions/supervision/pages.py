"""Supervision cards at the desk: the list, entering a slip of the district, and the forms."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.clocks import rule_of
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk.pages import page_of
from caojiadu.core.desk.panels import Panel
from caojiadu.core.desk.queues import offices_of
from caojiadu.core.desk.views.common import page
from caojiadu.core.doors import RailLink
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import DistrictBody, Office
from caojiadu.core.workflow import find
from petitions.letters.fields import TypedField
from petitions.supervision.models import BreachKind, SupervisionCard
from petitions.supervision.workflow import CARD, issue_card, slip_system

MOST_DAYS = 60


def days_field() -> forms.IntegerField:
    """How long the office has."""
    return forms.IntegerField(label=_("Working days to answer"), min_value=1, max_value=MOST_DAYS)


def usual_days() -> int:
    """The norm that administrators set."""
    flow = find(CARD)
    limit = flow.limit("reply_card")
    assert limit is not None
    return rule_of(flow, limit).days


class OfABody(forms.Form):
    """A slip of a body, under the body's own number: each once."""

    def clean(self) -> dict[str, Any]:
        """The number there is one under which nothing came from this body."""
        typed = super().clean() or self.cleaned_data
        system, number = slip_system(typed.get("body")), typed.get("number_there")
        if number and Case.objects.filter(foreign_system=system, foreign_number=number).exists():
            self.add_error("number_there", gettext("A slip of this number was entered already."))
        return typed


class CardFields(forms.Form):
    """What every card says."""

    breach = forms.ModelChoiceField(label=_("What rule is broken"), queryset=BreachKind.objects.filter(active=True))
    advice = long_text(
        _("Advice"),
        rows=4,
        help_text=_("What the office should do. It answers in writing (art. 40)."),
    )
    days = days_field()


class IssueCardForm(CardFields, MoveForm):
    """From the page of a letter: to one of the offices that have it."""

    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.none())
    field_order = ("office", "breach", "advice", "days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        helping = self.case.assignments.filter(role="co", until=None).values_list("office_id", flat=True)
        pick_from(self, "office", Office.objects.filter(pk__in=[self.case.office_id, *helping]))

    def initial_values(self) -> dict[str, Any]:
        return {"office": self.case.office_id, "days": usual_days()}


class SlipForm(OfABody, CardFields):
    """A supervision slip that came down from the district, entered at the desk."""

    body = forms.ModelChoiceField(
        label=_("District body"), queryset=DistrictBody.objects.filter(active=True).exclude(key="discipline")
    )
    number_there = TypedField(label=_("Its number there"), max_length=60)
    case_number = TypedField(
        label=_("Our matter"),
        max_length=24,
        required=False,
        help_text=_("The number of the matter it is about, if you may open one."),
    )
    office = forms.ModelChoiceField(label=_("Office that is to answer"), queryset=Office.objects.all())
    field_order = ("body", "number_there", "case_number", "office", "breach", "advice", "days")

    def __init__(self, data: Any = None, *, user: Visitor, **kwargs: Any) -> None:
        self.user = user
        self.parent: Case | None = None
        super().__init__(data, initial={"days": usual_days()}, **kwargs)

    def clean_case_number(self) -> str:
        """A matter that the clerk may open, and no confidential one."""
        number: str = self.cleaned_data["case_number"].upper()
        if number:
            cases = Case.objects.visible_to(self.user).exclude(confidentiality=Confidentiality.SECRET)
            self.parent = cases.filter(number=number).first()
            if self.parent is None:
                raise forms.ValidationError(gettext("There is no such matter that you may open."))
        return number


class PassCardForm(MoveForm):
    """Which office is to answer instead."""

    office = forms.ModelChoiceField(label=_("Office that is to answer"), queryset=Office.objects.none())
    reason = long_text(_("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "office", Office.objects.exclude(pk=self.case.office_id))


class ReplyCardForm(MoveForm):
    """Whether the office took the advice, and what it did or why not."""

    key_fields = ("taken",)
    quiet_words = ("reply",)
    taken = forms.ChoiceField(
        label=_("What became of the advice"),
        choices=SupervisionCard.Taken.choices,
        widget=forms.RadioSelect,
    )
    reply = long_text(
        _("What was done; where the advice was not taken, why"),
        rows=5,
    )
    files: Any = UploadsField(
        label=_("Papers that show it"),
    )


class VerifyCardForm(MoveForm):
    found = long_text(_("What you checked"), rows=3)


class OnceMoreForm(MoveForm):
    """Why the answer does not do, and by when the next one is due."""

    reason = long_text(_("Why this does not do"), rows=3)
    days = days_field()

    def initial_values(self) -> dict[str, Any]:
        return {"days": usual_days()}


class WithdrawCardForm(MoveForm):
    reason = long_text(_("Why"), rows=2)


def works_with_cards(user: Visitor) -> bool:
    """Offices answer cards, the desk and leaders issue them."""
    return user.has_perm("petitions.handle_petition") or user.has_perm("petitions.supervise")


def cards_of(user: Visitor) -> CaseQuerySet[SupervisionCard]:
    """The cards that a person may open."""
    return SupervisionCard.objects.filter(pk__in=Case.objects.visible_to(user).filter(kind=CARD).values("pk"))


def to_do(user: User) -> QuerySet[SupervisionCard]:
    """What waits for this person: cards to answer, for the desk and leaders those still unanswered or unverified."""
    still = cards_of(user).filter(closed_at=None)
    if user.has_role("leader", "letters"):
        return still
    return still.filter(state="card_issued", office__in=offices_of(user, "head", "handler"))


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The desk and leaders urge; administrators keep the list of breaches."""
    found = {role: {"petitions.supervise"} for role in ("letters", "leader")}
    return found | {SYSTEM: {f"petitions.{verb}_breachkind" for verb in ("view", "add", "change")}}


@provide(f"panels.{CARD}")
def panels(card: SupervisionCard, _user: Visitor) -> list[Panel]:
    """What the card says, and what the office answered."""
    return [Panel("petitions/supervision/card.html", {"card": card})]


@provide("desk_links")
def desk_links(user: User) -> list[RailLink]:
    """The cards, with how many wait."""
    if not works_with_cards(user):
        return []
    return [RailLink(reverse("letters_desk:supervision"), gettext("Supervision"), to_do(user))]


@provide("desk_blocks")
def desk_blocks(user: User) -> list[Panel]:
    """What a leader has to know as the day begins: cards whose answer is late."""
    if not user.has_role("leader"):
        return []
    late = cards_of(user).overdue().filter(state="card_issued").select_related("office").order_by("due_at", "pk")[:5]
    return [Panel("petitions/supervision/late.html", {"cards": late})] if late else []


@never_cache
@staff_required
def cards(request: HttpRequest) -> HttpResponse:
    """The cards that the person may open: those not done, or all."""
    if not works_with_cards(request.user):
        raise Http404
    everything = request.GET.get("show") == "all"
    rows = cards_of(request.user).select_related("office", "breach", "parent")
    found = page_of(rows if everything else rows.filter(closed_at=None), request, newest_first=everything)
    return page(request, "petitions/supervision/list.html", {"page": found, "everything": everything})


@never_cache
@staff_required
def slip(request: HttpRequest) -> HttpResponse:
    """Enter a slip that the district sent."""
    user = signed_in(request)
    if not user.has_role("letters") or not user.has_perm("petitions.supervise"):
        raise Http404
    form = SlipForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            card = issue_card(
                actor=Actor.staff(request.user),
                office=data["office"],
                data=data,
                parent=form.parent,
                number_there=data["number_there"],
            )
        except Refused as refused:
            form.add_error("number_there", str(refused))
        else:
            messages.success(request, gettext("Entered as %(number)s.") % {"number": card.number})
            return redirect("desk:case", card.number)
    context = {"form": form}
    return page(request, "petitions/supervision/slip.html", context, status=422 if form.is_bound else 200)
