"""Offering a case to another office: the lead keeps it, and its clocks, until the other office accepts."""

import datetime as dt
from typing import Any

from caojiadu.core.cases.memo import once
from caojiadu.core.cases.models import Assignment, Case
from caojiadu.core.cases.moving import Moving


@once
def offer_of(case: Case) -> Assignment | None:
    """The office that is asked to take the lead now, if one is."""
    return open_offers(case).select_related("office").first()


def open_offers(case: Case) -> Any:
    """The one open offer of a case, as a query."""
    return Assignment.objects.filter(case_id=case.pk, role=Assignment.Role.ASKED, until=None)


def offer_to(moving: Moving, office: Any) -> None:
    """Ask an office to take the lead. It reads the case from now on, and nothing else changes."""
    Assignment.objects.create(case_id=moving.case.pk, role=Assignment.Role.ASKED, office=office, since=moving.now)


def end_offers(case: Case, now: dt.datetime) -> None:
    """End what is asked, whatever the answer was."""
    open_offers(case).update(until=now)
