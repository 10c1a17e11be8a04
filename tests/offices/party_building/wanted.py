"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.credit_code import check_character

_codes = count(1)
TODAY = timezone.localdate().isoformat()
NEXT_YEAR = (timezone.localdate() + dt.timedelta(days=400)).isoformat()
IN_30_MONTHS = (timezone.localdate() + dt.timedelta(days=910)).isoformat()
IN_THREE_YEARS = (timezone.localdate() + dt.timedelta(days=1095)).isoformat()
NONE = " "  # left empty


def a_code(_user: Any = None) -> str:
    """A credit code that nobody else has."""
    body = f"91310106{next(_codes):09d}"
    return body + check_character(body)


def an_area(_user: Any) -> str:
    """A residential area."""
    return str(Neighbourhood.objects.values_list("pk", flat=True).first())


BRANCH = {"level": "branch", "sphere": "residential", "under": NONE, "neighbourhood": an_area, "members": "9"}
DONE_DAYS = dict.fromkeys(("elected_on", "met_on", "party_day_on", "dues_on"), TODAY)
AHEAD = timezone.localdate() + dt.timedelta(days=20)
EVENT = {"starts_at": f"{AHEAD}T14:00", "ends_at": f"{AHEAD}T16:00", "sign_up_until": f"{AHEAD}T12:00"}
HOURS = {"opens": "08:00", "closes": "18:00", "open_on": "every"}
SLOT = {"starts_at": f"{AHEAD}T10:00", "ends_at": f"{AHEAD}T11:00"}
_days = count(1)


def a_day_not_counted(_user: Any) -> str:
    """One day before the other."""
    return (timezone.localdate() - dt.timedelta(days=next(_days))).isoformat()


WANTED: dict[str, dict[str, Any]] = {
    "party-organisations": BRANCH | DONE_DAYS | {"term_until": NEXT_YEAR},
    "party-elections": dict.fromkeys(("requested_on", "approved_on", "held_on"), TODAY) | {"candidates": "3"},
    "dual-registrations": {"registered_on": TODAY, "served_on": TODAY},
    "new-organisations": {
        "credit_code": a_code,
        "staff": "30",
        "branch": NONE,
        "contacted_on": TODAY,
        "reviewed_on": TODAY,
    },
    "member-units": {"joined_on": TODAY, "visited_on": TODAY},
    "joint-projects": {"year": TODAY[:4], "paid_on": TODAY},
    "volunteer-events": EVENT | {"hours_each": "2"},
    "enterprises": {"credit_code": a_code, "settled_on": TODAY},
    "enterprise-visits": {"visited_on": TODAY},
    "enterprise-requests": {"raised_on": TODAY},
    "civilised-bids": {
        **dict.fromkeys(("received_on", "inspected_on", "sent_on", "awarded_on", "rechecked_on"), TODAY),
        "valid_until": IN_30_MONTHS,
    },
    "volunteers": {"since": TODAY, "trained_on": TODAY},
    "publicity-channels": {"posted_on": TODAY, "looked_over_on": TODAY},
    "articles": {"published_on": TODAY},
    "united-front-contacts": {"agreed_on": TODAY},
    "united-front-visits": {"visited_on": TODAY, "answered_on": TODAY},
    "service-registrations": {
        **dict.fromkeys(("notified_on", "registered_on", "verified_on", "card_on"), TODAY),
        "year": TODAY[:4],
    },
    "militia-counts": {"counted_on": TODAY},
    "army-support-visits": {"visited_on": TODAY},
    "defence-education": EVENT,
    "womens-homes": {"looked_over_on": TODAY},
    "womens-cases": {
        **dict.fromkeys(("received_on", "letter_on", "asked_again_on"), TODAY),
        "order_asked_at": f"{TODAY}T00:00",
    },
    "womens-activities": EVENT,
    "grassroots-unions": {"elected_on": TODAY, "audited_on": TODAY, "term_until": IN_THREE_YEARS},
    "union-filings": {
        **dict.fromkeys(("applied_on", "approved_on", "elected_on"), TODAY),
        "term_until": IN_THREE_YEARS,
    },
    "mutual-insurances": {"insured": "1"},
    "union-aid": {"applied_on": TODAY, "paid_on": TODAY},
    "league-branches": {"elected_on": TODAY, "met_on": TODAY},
    "league-members": {"joined_on": TODAY, "post": "member"},
    "youth-activities": EVENT,
    "party-delegates": {"trained_on": TODAY},
    "delegate-receptions": {"planned_on": TODAY},
    "delegate-proposals": {"received_on": TODAY, "filed_on": TODAY},
    "cppcc-visits": {"visited_on": TODAY},
    "cppcc-proposals": dict.fromkeys(("came_on", "talked_on", "sent_on"), TODAY),
    "opinion-notes": {"noted_on": TODAY},
    "centre-rooms": HOURS,
    "centre-bookings": SLOT,
    "centre-activities": EVENT,
    "visitor-counts": {"counted_on": a_day_not_counted},
    "branch-foundings": {
        **dict.fromkeys(("prepared_on", "applied_on", "approved_on", "elected_on"), TODAY),
        **dict.fromkeys(("full_members", "entitled", "voted"), "3"),
    },
}


def about_work(case: Any, _people: list[Any]) -> None:
    """A rights case without violence."""
    type(case).objects.filter(pk=case.pk).update(sort="work")


BEFORE: dict[str, dict[str, Any]] = {"womens-cases": {"begin": about_work}}
