"""What was taken in at another window: its number and the applicant's paper or phone open its receipt here, today."""

from contextlib import suppress
from typing import Any
from unicodedata import normalize

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.audit.trail import record
from caojiadu.core.personal import id_digest, phone_digest
from services.models import Application

OPENED = "taken_in_elsewhere"  # in the session: the day, and the numbers that this clerk opened on it
TRIES = (60, 3600)  # searches of a clerk in an hour
MOST = 50  # numbers that stay open


class LookUpForm(forms.Form):
    """Which application, and the proof that the applicant stands there."""

    number = forms.CharField(label=_("Number of the application"), max_length=30)
    proof = forms.CharField(
        label=_("Number of the applicant's identity paper, or phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def look_up(request: HttpRequest, form: LookUpForm) -> Application | None:
    """The application of a valid form, open to this clerk from now on; each search is logged, whatever it found."""
    number, user = normalize("NFKC", form.cleaned_data["number"]).upper(), request.user
    found = _taken_in().filter(case__number=number).select_related("case__resident").first()
    if found and (user.pk in found.case.barred or not _is_of(found.case.resident, form.cleaned_data["proof"])):
        found = None
    key, office = (found.case.number, found.case.office_id) if found else ("-", None)
    record(action="application_sought", subject_type="case", subject_key=key, office_id=office, request=request)
    if found:
        request.session[OPENED] = [str(timezone.localdate()), [*_opened(request), found.case.number][-MOST:]]
    return found


def at_window_of(request: HttpRequest) -> QuerySet[Application]:
    """What a clerk took in, and what was opened today by number and paper."""
    return _taken_in().filter(Q(entered_by=request.user.pk) | Q(case__number__in=_opened(request)))


def _taken_in() -> QuerySet[Application]:
    return Application.objects.filter(entered_by__isnull=False)


def _opened(request: HttpRequest) -> list[str]:
    day, numbers = request.session.get(OPENED, ("", []))
    return numbers if day == str(timezone.localdate()) else []


def _is_of(resident: Any, proof: str) -> bool:
    """Whether a paper, of the kind that the applicant showed, or a phone is the applicant's."""
    if resident is None:
        return False
    with suppress(ValueError):
        if id_digest(resident.id_type, proof) == resident.id_digest:
            return True
    with suppress(ValueError):
        return phone_digest(proof) == resident.phone_digest
    return False
