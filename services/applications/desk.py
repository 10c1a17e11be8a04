"""What the desk sees of an application: which papers were handed in, and what the item said as it was made.

A receipt opens at another window, too, for a day: to the number and the applicant's paper or phone.
"""

from contextlib import suppress
from typing import Any
from unicodedata import normalize

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.memo import known
from caojiadu.core.desk.panels import Panel
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.personal import id_digest, phone_digest
from services.applications.access import waiting_states
from services.applications.models import Application, Given
from services.catalogue.items import registers
from services.catalogue.versions import told_by
from services.hall.access import halls_of


@provide("case_panels")
def papers_of_application(case: Any, user: Visitor) -> list[Panel]:
    """The papers that the item named, each with what was handed in for it."""
    application = known(case, Application.objects.select_related("version__item").filter(case_id=case.pk)).first()
    if application is None:
        return []
    told = told_by(application.version)
    given = given_with(application)
    lines = [{**line, "given": [one for one in given if one.paper == line["key"]]} for line in told["parts"]["papers"]]
    others = [one for one in given if not any(one in line["given"] for line in lines)]
    shown = {"lines": lines, "others": others, "day": case.opened_at, **told}
    return [Panel("services/applications/panel.html", shown)]


@provide("at_window")
def is_at_window(user: User, case: Any) -> bool:
    """Whether this was taken in at a window, whichever, the office has not taken it up, and somebody serves windows."""
    taken_in = Application.objects.filter(case_id=case.pk, entered_by__isnull=False)
    application = taken_in.select_related("case").first()
    return application is not None and not handed_on(application) and bool(halls_of(user))


@provide("step_starts")
def starts(case: Any, step: Any) -> dict[str, str]:
    """The list of what is missing begins with the papers that the item names and nobody handed in."""
    if step.key != "say_missing":
        return {}
    application = Application.objects.select_related("version").filter(case_id=case.pk).first()
    return {"missing": "\n".join(missing_of(application))} if application else {}


def handed_on(application: Application) -> bool:
    """Whether the office took it up: until then it opens to the clerk who took it in."""
    first = {one.workflow.initial.key for one in registers() if one.workflow}
    return application.case.state not in first | waiting_states()


def given_with(application: Application) -> list[Given]:
    """The papers handed in, each with its file; what the check refused is not there."""
    rows = application.given.select_related("file", "application__version")
    return [one for one in rows if one.file is None or one.file.state != one.file.State.REFUSED]


def missing_of(application: Application) -> list[str]:
    """The names of the papers that the item asks for and that were not handed in."""
    there = {one.paper for one in given_with(application)}
    lines = application.version.lines("papers")
    return [line["text"] for line in lines if not line["obtained"] and line["key"] not in there]


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


@provide("desk_links")
@provide("at_the_window")
def link_to_applications(user: User) -> list[RailLink]:
    """Where somebody at a window enters the applications of others."""
    if not halls_of(user):
        return []
    return [RailLink(reverse("services_desk:applications"), gettext("Take in applications"), group="services")]
