"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.verbs import enter
from offices.security.disaster.models import Level
from offices.security.models import HazardWarning

TODAY = timezone.localdate()
LATER = TODAY + dt.timedelta(days=25)
WANTED = {
    "siren-tests": {"announce_by": str(TODAY + dt.timedelta(days=9)), "announced_on": str(TODAY)},
    "mobilisation-notices": {"received_on": str(TODAY), "sent_on": str(TODAY)},
    "inspections": {"inspected_on": str(TODAY), "served_on": str(TODAY), "department_on": str(TODAY)},
    "patrols": {"walked_on": str(TODAY)},
    "joint-case-visits": {"visited_on": str(TODAY)},
    "correction-counts": {"came": "4"},
    "drills": {"held_on": str(TODAY)},
    "flood-plans": {"filed_on": str(TODAY)},
    "legal-aid": {"sent_on": str(TODAY), "decided_on": str(TODAY), "assigned_on": str(TODAY)},
    "residence-permits": {
        **dict.fromkeys(("received_on", "accepted_on", "handed_on", "decided_on", "told_on", "permit_on"), str(TODAY)),
        "lives_since": str(TODAY - dt.timedelta(days=300)),
    },
    "mediation-committees": {"members": "5"},
    "mediations": {
        "met_on": str(TODAY),
        "effective_on": str(TODAY),
        "visited_on": str(TODAY),
        "court_asked_on": str(TODAY),
    },
    "occupants": {"since": str(TODAY), "checked_on": str(TODAY)},
    "population-changes": {"checked_on": str(TODAY)},
    "tenancies": {"safety_on": str(TODAY)},
    "stability-screenings": {"found": "6", "next_on": str(LATER)},
}


def with_parties(case: Any, people: list[Any]) -> None:
    """There is a mediator, and the other party lets it be mediated and signs."""
    clerk = people[0]
    enter(find("mediators"), {"title": "调解员", "committee": case.committee, "standing": "full"}, user=clerk)
    party = {"title": "对方", "mediation": case, "side": "other", "willing": "yes", "signed_on": TODAY}
    enter(find("mediation-parties"), party, user=clerk)


def at_yellow(case: Any, _people: list[Any]) -> None:
    """The warning stands at another level than the one that is typed next."""
    HazardWarning.objects.filter(pk=case.pk).update(level=Level.YELLOW)


def with_a_site(_case: Any, people: list[Any]) -> None:
    """There is a place to look at."""
    site = {"title": "某店", "kind": "shop", "address": "某路", "operator": "某公司", "risk": "low"}
    enter(find("sites"), site, user=people[0])


BEFORE = {
    "inspection-plans": {"safetyplan_round": with_a_site},
    "mediations": {"mediation_accept": with_parties},
    "warnings": {"warning_level": at_yellow},
}
