"""Reminding oneself of a matter on a day, and being done with it."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.audit.trail import read_once
from caojiadu.core.cases.forms import DayField, Words
from caojiadu.core.desk.models import Reminder
from caojiadu.core.desk.place import place_of
from caojiadu.core.desk.views.common import case_or_404, for_drawer, page
from caojiadu.core.front.posting import posted_from


class RemindForm(forms.Form):
    """When, and of what."""

    on = DayField(label=_("On which day"), help_text=_("A message in the portal, at half past eight."))
    words = Words(label=_("Of what"), max_length=200, required=False, help_text=_("Only you read it."))

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day <= timezone.localdate():
            raise ValidationError(gettext("Choose a day after today."))
        return day


@staff_required
def remind(request: HttpRequest, number: str) -> HttpResponse:
    """Ask to be reminded of a matter."""
    case = case_or_404(request, number)
    place = place_of(request, case)
    back = f"{reverse('desk:case', args=[case.number])}{place.asked if place else ''}"
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    form = RemindForm(request.POST if request.method == "POST" else None, initial={"on": tomorrow})
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        Reminder.objects.create(user=signed_in(request), case_id=case.pk, on=typed["on"], words_sealed=typed["words"])
        messages.success(request, gettext("You will be reminded."))
        return for_drawer(request, redirect(back))
    read_once(request=request, subject_type="case", subject_key=case.number, office_id=case.office_id)
    context = {"case": case, "form": form, "back": back}
    return page(request, "desk/remind.html", context, status=422 if form.errors else 200)


@staff_required
@posted_from("desk:home")
def reminded(request: HttpRequest, key: int) -> HttpResponse:
    """One's own reminder is done with."""
    row = get_object_or_404(Reminder.objects.select_related("case"), pk=key, user=signed_in(request))
    Reminder.objects.filter(pk=row.pk, done_at=None).update(done_at=timezone.now())
    messages.success(request, gettext("The reminder is ticked off."))
    return redirect("desk:case", row.case.number)
