"""Offering a case to another office: the lead keeps it, and its clocks, until the other office accepts."""

import datetime as dt

from django.db.models import QuerySet

from caojiadu.core.cases.memo import known, once
from caojiadu.core.cases.models import Assignment, Case
from caojiadu.core.cases.moving import Moving
from caojiadu.core.organisation.models import Office


@once
def offer_of(case: Case) -> Assignment | None:
    """The office that is asked to take the lead now, if one is."""
    return next((one for one in assigned_now(case) if one.role == Assignment.Role.ASKED), None)


@once
def assigned_now(case: Case) -> list[Assignment]:
    """Everybody who has a part in a case now, in order: offices asked for the lead, helpers and their opinions."""
    rows = Assignment.objects.filter(case_id=case.pk, until=None)
    return list(known(case, rows).select_related("office", "neighbourhood", "opinion_by").order_by("role", "id"))


def open_offers(case: Case) -> QuerySet[Assignment]:
    """The one open offer of a case, as a query."""
    return Assignment.objects.filter(case_id=case.pk, role=Assignment.Role.ASKED, until=None)


def offer_to(moving: Moving, office: Office) -> None:
    """Ask an office to take the lead. It reads the case from now on, and nothing else changes."""
    Assignment.objects.create(case_id=moving.case.pk, role=Assignment.Role.ASKED, office=office, since=moving.now)


def end_offers(case: Case, now: dt.datetime) -> None:
    """End what is asked, whatever the answer was."""
    open_offers(case).update(until=now)
