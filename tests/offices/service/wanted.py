"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

from typing import Any

from django.utils import timezone

TODAY = str(timezone.localdate())
TAKEN_IN = dict.fromkeys(("received_on", "accepted_on", "handed_on", "decided_on", "told_on"), TODAY)
WANTED: dict[str, dict[str, Any]] = {
    "labour-disputes": dict.fromkeys(("received_on", "met_on", "agreed_on", "performed_on"), TODAY),
    "job-seekers": dict.fromkeys(("lost_on", "registered_on", "contact_on", "employed_on"), TODAY),
    "employment-aid": TAKEN_IN,
    "insurance-registrations": TAKEN_IN | {"card_on": TODAY},
    "pension-claims": TAKEN_IN,
    "medical-enrolments": TAKEN_IN | {"year": "2027", "paid_on": TODAY},
    "medical-claims": TAKEN_IN | {"treated_from": TODAY, "treated_until": TODAY},
    "maternity-allowances": TAKEN_IN | {"born_on": TODAY},
    "housing-applications": dict.fromkeys(
        ("received_on", "visited_on", "decided_on", "posted_on", "registered_on", "allotted_on", "rechecked_on"), TODAY
    ),
}
