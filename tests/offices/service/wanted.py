"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.verbs import enter
from offices.service.models import AidApplication, AidRoll, AssistedHousehold, HallFigures, VeteranCard, WindowDuty

TODAY = str(timezone.localdate())
NOW = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
TAKEN_IN = dict.fromkeys(("received_on", "accepted_on", "handed_on", "decided_on", "told_on"), TODAY)
FILES = (
    "older-people",
    "children-in-difficulty",
    "disabled-people",
    "women-in-need",
    "overseas-chinese",
    "ethnic-contacts",
    "military-families",
)
VISITS = (
    "older-people-visits",
    "children-visits",
    "disabled-people-visits",
    "women-visits",
    "overseas-chinese-visits",
    "ethnic-visits",
    "military-visits",
)
FILE = dict.fromkeys(
    ("visited_on", "assessed_on", "born_on", "warned_on", "confirmed_on", "consent_on", "plaque_on"), TODAY
)
VISIT = dict.fromkeys(("visited_on", "helped_on", "followed_on"), TODAY)


def another_clerk(_user: Any) -> str:
    """Somebody who sits at no window yet."""
    return f"当班{WindowDuty.objects.count()}号"


def another_day(_user: Any) -> str:
    """A day that nobody has counted yet."""
    return str(timezone.localdate() - dt.timedelta(days=HallFigures.objects.count()))


def another_month(_user: Any) -> str:
    """A month that has no roll yet, and a household that is paid in it."""
    if not AssistedHousehold.objects.exists():
        enter(find("assisted-households"), HOUSEHOLD, user=User.objects.filter(kind="staff").first())
    years, month = divmod(AidRoll.objects.count(), 12)
    return f"{2020 + years}-{month + 1:02}"


HOUSEHOLD = {
    "title": "夫妻一人患病",
    "category": "minimum",
    "members": 2,
    "reasons": "患病",
    "monthly": 1500,
    "since": dt.date(2019, 12, 1),
    "consent_on": dt.date(2019, 11, 1),
}
WANTED: dict[str, dict[str, Any]] = {
    "labour-disputes": dict.fromkeys(("received_on", "met_on", "agreed_on", "performed_on"), TODAY),
    "job-seekers": dict.fromkeys(("lost_on", "registered_on", "contact_on", "employed_on"), TODAY),
    "employment-aid": TAKEN_IN,
    "flexible-work": TAKEN_IN | {"works_since": TODAY},
    "care-assessments": TAKEN_IN | {"assessed_on": TODAY},
    "disability-certificates": TAKEN_IN | {"certificate_on": TODAY},
    "disability-subsidies": TAKEN_IN,
    "senior-cards": TAKEN_IN | {"born_on": "1949-12-31", "card_on": TODAY},
    "veteran-cards": TAKEN_IN | dict.fromkeys(("left_on", "file_on", "issued_on"), TODAY),
    "record-copies": TAKEN_IN | {"sent_on": TODAY},
    "insurance-registrations": TAKEN_IN | {"card_on": TODAY},
    "pension-claims": TAKEN_IN,
    "medical-enrolments": TAKEN_IN | {"year": "2027", "paid_on": TODAY},
    "medical-claims": TAKEN_IN | {"treated_from": TODAY, "treated_until": TODAY},
    "maternity-allowances": TAKEN_IN | {"born_on": TODAY},
    "housing-applications": {
        **dict.fromkeys(("received_on", "accepted_on", "visited_on", "decided_on", "posted_on"), TODAY),
        **dict.fromkeys(("registered_on", "allotted_on", "rechecked_on"), lambda _user: str(timezone.localdate())),
    },
    "service-projects": {"year": "2027", "satisfied": "90", "starts_on": TODAY, "delivered_on": TODAY},
    "service-contracts": {"signed_on": TODAY, "evaluated_on": TODAY},
    "service-venues": {"safety_on": TODAY},
    "service-windows": {"opens": "09:00", "closes": "17:00", "device_on": TODAY},
    "window-duties": {"stand_in": "替岗乙", "trained_on": TODAY, "title": another_clerk},
    "hall-figures": {"counted_on": another_day},
    "items-on-behalf": dict.fromkeys(("accepted_on", "sent_on", "result_on"), TODAY),
    "bad-reviews": dict.fromkeys(("reviewed_on", "contacted_on", "fixed_on", "called_on"), TODAY),
    "life-providers": {"evaluated_on": TODAY, "licence_open": "false"},
    "life-orders": {"served_on": TODAY},
    "assisted-households": dict.fromkeys(("consent_on", "since", "rechecked_on", "visited_on"), TODAY),
    "assistance-applications": {
        **dict.fromkeys(("received_on", "accepted_on", "means_on", "home_on", "decided_on", "told_on", "since"), TODAY),
        **{"urgent": "false", "consent": "on", "consent_on": TODAY, "second_visitor": "第二人", "proposal": "grant"},
    },
    "assistance-rolls": {"month": another_month, "aid": "minimum", "paid_on": TODAY},
    "assistance-visits": {"visited_on": TODAY},
    "assistance-reviews": dict.fromkeys(("begun_on", "means_on", "home_on", "told_on"), TODAY) | {"proposal": "change"},
    "harm-to-children": dict.fromkeys(("found_at", "police_at", "civil_at", "school_at"), NOW) | {"seen_on": TODAY},
    "rights-cases": dict.fromkeys(("heard_on", "police_on", "visited_on"), TODAY),
    **dict.fromkeys(FILES, FILE),
    **dict.fromkeys(VISITS, VISIT),
}


def file_set_up(case: Any, _people: Any) -> None:
    """A veteran's file is there before the card is asked for."""
    VeteranCard.objects.filter(pk=case.pk).update(file_on=TODAY)


def cannot_wait(case: Any, _people: Any) -> None:
    """Relief is asked for, and at once."""
    AidApplication.objects.filter(pk=case.pk).update(aid="relief", urgent=True)


def found_otherwise(case: Any, _people: Any) -> None:
    """It does not meet the conditions."""
    AidApplication.objects.filter(pk=case.pk).update(proposal="refuse", monthly=None)


def helped_first(case: Any, _people: Any) -> None:
    """It was granted before its papers were there."""
    AidApplication.objects.filter(pk=case.pk).update(accepted_on=None)


def without_consent(case: Any, _people: Any) -> None:
    """Relief that came first: nobody consented to a means check."""
    AssistedHousehold.objects.filter(pk=case.household_id).update(category="relief", consent_on=None)


BEFORE: dict[str, dict[str, Any]] = {
    "assistance-reviews": {"aidreview_unchecked": without_consent},
    "veteran-cards": {"hand": file_set_up},
    "assistance-applications": {
        "aid_urgent": cannot_wait,
        "aid_refuse": found_otherwise,
        "aid_tell": helped_first,
    },
}
