"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import OfficeTask
from caojiadu.core.registers.verbs import enter

AHEAD = timezone.localdate() + dt.timedelta(days=20)
FIRST_SHIFT, SHIFT = dt.datetime.combine(AHEAD, dt.time.min), dt.timedelta(minutes=10)
HOURS = {"opens": "08:00", "closes": "18:00", "open_on": "every"}
SLOT = {"starts_at": f"{AHEAD}T10:00", "ends_at": f"{AHEAD}T11:00"}


def a_meeting(user: Any) -> str:
    """A meeting of yesterday whose attendance is not written down yet."""
    values = {"title": "党工委会议", "members": 7, "quorum": 2, "collective": True, "rules": "", "last_met": None}
    body = enter(find("meeting-bodies"), values, user=user)
    at = {"held_at": timezone.now() - dt.timedelta(days=1), "place": "会议室", "chair": "书记", "observers": ""}
    return str(enter(find("committee-meetings"), {"title": "会议", "body": body, **at}, user=user).pk)


def hold_its_meeting(item: Any, people: list[Any]) -> None:
    """Items are decided at a meeting that has begun."""
    actor = Actor.staff(people[0])
    move(case=item.meeting, key="hold", actor=actor, data={"expected": 7, "present": 7, "absent": ""})


def a_passed_review(user: Any) -> str:
    """A text that somebody else passed."""
    office = Office.objects.get(code="C")
    values = {"title": "公开文本", "asked_by": office, "medium": "site", "paper": None, "publish_on": None}
    review = enter(find("publication-reviews"), {**values, "wording": "公开内容"}, user=user)
    type(review).objects.filter(pk=review.pk).update(state="review_passed")
    return str(review.pk)


TODAY = f"{timezone.localdate():%Y-%m-%d}"
IN_A_WEEK = f"{timezone.localdate() + dt.timedelta(days=7):%Y-%m-%d}"  # once the walk has waited


def next_begins(_user: Any) -> str:
    """Each shift after the one before."""
    return f"{FIRST_SHIFT + next(_begins) * SHIFT:%Y-%m-%dT%H:%M}"


def next_ends(_user: Any) -> str:
    """Its end."""
    return f"{FIRST_SHIFT + next(_ends) * SHIFT:%Y-%m-%dT%H:%M}"


def of_this_office(case: Any, _people: list[Any]) -> None:
    """The seal stays in the office."""
    type(case).objects.filter(pk=case.pk).update(outside=False)


def take_its_tasks_back(case: Any, people: list[Any]) -> None:
    """What was handed out has ended before the whole is reported."""
    for task in OfficeTask.objects.filter(parent_id=case.pk, closed_at=None):
        move(case=task, key="task_recall", actor=Actor.staff(people[2]), data={"reason": "由他科一并办理"})


_begins, _ends, _numbers = count(0), count(1), count(1)
WANTED: dict[str, dict[str, Any]] = {
    "rooms": HOURS,
    "room-bookings": SLOT,
    "vehicles": HOURS | {"seats": "5"},
    "trips": SLOT,
    "duty-roster": {"starts_at": next_begins, "ends_at": next_ends},
    "assets": {"number": lambda _user: f"N-{next(_numbers)}"},
    "meeting-bodies": {"members": "2", "quorum": "2"},
    "agenda-items": {"meeting": a_meeting, "aside": "1"},
    "papers-received": {"dated_on": TODAY, "received_on": TODAY},
    "deputy-suggestions": {"received_on": TODAY, "assigned_on": TODAY},
    "deputy-contacts": {"met_on": TODAY},
    "district-tasks": {"came_on": TODAY},
    "publication-reviews": {"published_on": TODAY},
    "secret-paper-counts": {"until": TODAY},
    "contracts": {"signed_on": TODAY},
    "audits": {"planned_on": IN_A_WEEK, "notified_on": TODAY, "draft_sent_on": IN_A_WEEK, "shown_on": IN_A_WEEK},
    "accounts-releases": {"review": a_passed_review, "approved_on": TODAY, "made_public_on": TODAY},
    "expense-claims": {"spent_on": TODAY, "paid_on": TODAY, "for_purchase": " "},
    "secrecy-work": {"sort": "self_check"},
    "disclosure-requests": {"received_on": TODAY},
    "station-days": {"planned_on": TODAY},
}
BEFORE = {
    "agenda-items": {"decide": hold_its_meeting},
    "seal-uses": {"set_seal": of_this_office},
    "papers-received": {"paper_close": take_its_tasks_back},
    "district-tasks": {"district_task_draft": take_its_tasks_back},
}
