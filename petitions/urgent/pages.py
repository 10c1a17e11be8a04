"""Urgent reports at the desk: the list, a form short enough to fill in on a phone at night, the banner, the report."""

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

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

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.panels import Panel
from caojiadu.core.desk.views.common import page
from caojiadu.core.district.models import Report
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.queries import bodies_for
from petitions.letters.fields import TypedField
from petitions.urgent.models import FlashCall, FlashReport
from petitions.urgent.workflow import ALWAYS, FLASH, numbers_not_for, report_flash

SLACK = dt.timedelta(minutes=2)  # clocks of phones are not ours
TYPED = ("title", "place", "what", "people", "harm", "doing")


class FlashFields(forms.Form):
    """What, where, people, harm, what is being done, and since when the office knows."""

    reporter: Any  # who reports; each form says

    title = TypedField(
        label=_("In one line"),
        max_length=60,
        help_text=_("For example: gas leak."),
    )
    place = TypedField(label=_("Where"), max_length=120)
    what = long_text(
        _("What happened"),
        rows=3,
        help_text=_("What you know now; more can follow. No names, and nothing from a confidential report."),
    )
    people = TypedField(label=_("How many people"), max_length=120, required=False)
    harm = TypedField(label=_("Harm done or threatening"), max_length=200, required=False)
    doing = long_text(_("What is being done"), rows=2, required=False)
    learned_at = forms.DateTimeField(
        label=_("When did we learn of it"),
        help_text=_("The time up to this report is shown; delaying is punishable (art. 25, 46)."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    bodies = forms.ModelMultipleChoiceField(
        label=_("Tell these too"),
        queryset=bodies_for("urgent").exclude(key__in=ALWAYS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The district government and its letters-and-calls office are always told."),
    )

    def clean_learned_at(self) -> dt.datetime:
        """Not in the future."""
        found: dt.datetime = self.cleaned_data["learned_at"]
        if found > timezone.now() + SLACK:
            raise forms.ValidationError(gettext("This time has not come yet."))
        return found

    def clean(self) -> dict[str, Any]:
        """No number of a matter that the readers must not know of."""
        cleaned = super().clean() or {}
        for name in TYPED:
            if hidden := numbers_not_for(self.reporter, str(cleaned.get(name) or "")):
                self.add_error(
                    name,
                    gettext("Leave out %(numbers)s: a report goes round, and these numbers may not.")
                    % {"numbers": "、".join(hidden)},
                )
        return cleaned


class FlashMoveForm(FlashFields, MoveForm):
    """From the page of a letter."""

    quiet_words = TYPED

    @property
    def reporter(self) -> Any:
        return self.actor.user

    def initial_values(self) -> dict[str, Any]:
        return {"learned_at": timezone.now(), "place": self.case.place}


class NewFlashForm(FlashFields):
    """Without a letter. The key makes a form that is sent twice one report."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, user: Visitor, **kwargs: Any) -> None:
        self.user = user
        super().__init__(data, initial={"learned_at": timezone.now(), "key": uuid.uuid4()}, **kwargs)

    @property
    def reporter(self) -> Any:
        """Who has signed in."""
        return self.user


class FollowForm(MoveForm):
    quiet_words = ("text", "doing")
    text = long_text(_("What is new"), rows=4)
    doing = long_text(_("What is being done now"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """The same rule as for the report itself."""
        cleaned = super().clean() or {}
        for name in ("text", "doing"):
            if numbers_not_for(self.actor.user, str(cleaned.get(name) or "")):
                self.add_error(
                    name, gettext("Leave out the numbers of matters that readers of this report may not know of.")
                )
        return cleaned


class ConcludeForm(FollowForm):
    text = long_text(_("How it ended: cause, harm, what was done"), rows=5)
    doing = long_text(_("What remains to be done"), rows=3, required=False)


ROLES = ("window", "letters", "accusations", "handler", "head", "leader")


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Everybody with a post in which matters are worked on reports; administrators order the line."""
    found = {role: {"petitions.handle_flash"} for role in ROLES}
    return found | {SYSTEM: {f"petitions.{verb}_dutyorder" for verb in ("view", "add", "change", "delete")}}


@provide(f"panels.{FLASH}")
def panels(report: FlashReport, user: Visitor) -> list[Panel]:
    """The report, whom it called, what followed."""
    calls = list(report.calls.select_related("user"))
    mine = any(call.user_id == user.pk and call.acknowledged_at is None for call in calls)
    sent = Report.objects.filter(case_id=report.pk, kind=Report.Kind.FLASH).select_related("body").order_by("id")
    first: dict[int, Report] = {}
    for one in sent:
        first.setdefault(one.body_id, one)
    context = {
        "report": report,
        "calls": calls,
        "mine": mine and report.closed_at is None,
        "updates": report.updates.select_related("by"),
        "district": list(first.values()),
    }
    return [Panel("petitions/urgent/report.html", context)]


@provide("desk_calls")
def calls_of(user: User) -> QuerySet[FlashCall]:
    """What calls this person and is not acknowledged yet."""
    calls = FlashCall.objects.filter(user_id=user.pk, acknowledged_at=None, called_at__isnull=False)
    return calls.filter(report__closed_at=None)


@provide("desk_banners")
def banners(user: User) -> list[Panel]:
    """Urgent reports that this person is called to acknowledge."""
    calls = calls_of(user).select_related("report").order_by("pk")[:3]
    return [Panel("petitions/urgent/banner.html", {"report": call.report}) for call in calls if reads(user, call)]


def reads(user: Visitor, call: FlashCall) -> bool:
    """Whoever is kept out of the matter meanwhile sees nothing of it."""
    return Case.objects.visible_to(user).filter(pk=call.report_id).exists()


@provide("leading_kinds")
def leading_kinds() -> list[tuple[int, str, str, str]]:
    """What leaders have on their overview: urgent reports that are still open."""
    return [(1, FLASH, gettext("Urgent matters"), gettext("Nothing urgent is open."))]


@provide("desk_links")
def desk_links(user: User) -> list[RailLink]:
    """Urgent reports still open."""
    if not user.has_perm("petitions.handle_flash"):
        return []
    still = Case.objects.visible_to(user).filter(kind=FLASH, closed_at=None)
    return [RailLink(reverse("letters_desk:urgent"), gettext("Urgent matters"), still)]


def _may(request: HttpRequest) -> None:
    if not request.user.has_perm("petitions.handle_flash"):
        raise Http404


@never_cache
@staff_required
def reports(request: HttpRequest) -> HttpResponse:
    """Every urgent report that the person may open, newest first."""
    _may(request)
    rows = FlashReport.objects.filter(pk__in=Case.objects.visible_to(request.user).values("pk"))
    mark = request.GET.get("after", "")
    found, following = page_after(rows, mark, columns=("opened_at", "id"), newest_first=True)
    context: dict[str, Any] = {
        "rows": found,
        "first_url": "?" if mark else "",
        "next_url": f"?{urlencode({'after': following})}" if following else "",
    }
    return page(request, "petitions/urgent/list.html", context)


@never_cache
@staff_required
def new(request: HttpRequest) -> HttpResponse:
    """The short form; sent twice it is one report."""
    _may(request)
    form = NewFlashForm(request.POST if request.method == "POST" else None, user=request.user)
    if not (form.is_bound and form.is_valid()):
        return page(request, "petitions/urgent/new.html", {"form": form}, status=422 if form.is_bound else 200)
    key = form.cleaned_data.pop("key", None)
    report = FlashReport.objects.filter(key=key, opened_by=signed_in(request)).first() if key else None
    if report is None:
        more = {"key": key} if key and not FlashReport.objects.filter(key=key).exists() else {}
        report = report_flash(actor=Actor.staff(request.user), data=form.cleaned_data, **more)
    messages.success(
        request, gettext("Reported as %(number)s. Leaders and the district are told.") % {"number": report.number}
    )
    return redirect("desk:case", report.number)
