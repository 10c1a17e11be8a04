"""Who keeps the appointments of a centre, and what they look through: a day, a number, a phone."""

import datetime as dt
from typing import Any
from unicodedata import normalize

from django import forms
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.forms import DayField
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Centre
from caojiadu.core.personal import Unusable, normal_phone, phone_digest
from services.appointments.times import midnight
from services.models import Appointment

ROLES = ("window", "handler", "head")
KEEP = "services.keep_appointment"
ONE_DAY = dt.timedelta(days=1)


def centres_of(user: Any) -> list[Centre]:
    """The centres that take appointments and are run by the office of a clerk, a handler or its head."""
    offices = {post.office_id for post in user.posts_at_work if post.role in ROLES and post.office_id}
    if not offices or not user.has_perm(KEEP):
        return []
    return list(Centre.objects.filter(office__in=offices, booking__hours__isnull=False).distinct())


def kept_by(user: Any) -> QuerySet[Appointment]:
    """The appointments that somebody keeps, each with how often its person was missed. Raises Http404 for strangers."""
    centres = centres_of(user)
    if not centres:
        raise Http404
    missed = Appointment.objects.filter(resident=OuterRef("resident"), state=Appointment.State.MISSED)
    counted = missed.order_by().values("resident").annotate(n=Count("pk")).values("n")
    rows = Appointment.objects.filter(centre__in=centres).select_related("item", "resident", "centre")
    return rows.annotate(times_missed=Coalesce(Subquery(counted), 0))


class DayForm(forms.Form):
    """What to look through: a day, or wherever a number or a phone is found."""

    day = DayField(label=_("Day"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("every state", "All")), *Appointment.State.choices],
    )
    q = forms.CharField(label=_("Number or phone"), required=False, max_length=40)

    def clean_q(self) -> dict[str, str]:
        """Eight digits are an appointment's number; anything else has to be a whole phone number."""
        typed = "".join(normalize("NFKC", self.cleaned_data["q"]).split())
        if not typed or (typed.isascii() and typed.isdecimal() and len(typed) == 8):
            return {"number": typed} if typed else {}
        try:
            return {"resident__phone_digest": phone_digest(normal_phone(typed))}
        except Unusable as error:
            raise forms.ValidationError(_("Enter the eight digits of a number, or a whole phone number.")) from error

    def rows(self, rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
        """What was asked for; today where nothing was."""
        given = self.cleaned_data
        if given.get("q"):
            rows = rows.filter(**given["q"])
        else:
            first = midnight(self.chosen)
            rows = rows.filter(starts_at__gte=first, starts_at__lt=midnight(self.chosen + ONE_DAY))
        return rows.filter(state=given["state"]) if given.get("state") else rows

    @property
    def chosen(self) -> Any:
        """The day that is looked at."""
        return self.cleaned_data.get("day") or timezone.localdate()


def figures_of(rows: QuerySet[Appointment], day: Any) -> dict[str, int]:
    """How many of a day are still to come, came, did not come, were given up; and how many were booked online."""
    of_day = rows.filter(starts_at__gte=midnight(day), starts_at__lt=midnight(day + ONE_DAY))
    state = Appointment.State
    return of_day.aggregate(
        booked=Count("pk", filter=Q(state=state.BOOKED)),
        came=Count("pk", filter=Q(state=state.CAME)),
        missed=Count("pk", filter=Q(state=state.MISSED)),
        given_up=Count("pk", filter=Q(state__in=(state.CANCELLED, state.CLOSED))),
        online=Count("pk", filter=Q(channel=Appointment.Channel.ONLINE)),
    )


@provide("desk_links")
def link_to_appointments(user: Any) -> list[dict[str, Any]]:
    """The day's list, on the desk of those who keep it."""
    return [{"url": reverse("services_desk:appointments"), "label": _("Appointments")}] if centres_of(user) else []
