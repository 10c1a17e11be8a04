"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.registers.credit_code import check_character
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import OfficeTask
from caojiadu.core.registers.patterns.progress import open_milestones
from caojiadu.core.registers.verbs import enter


def day(offset: int = 0) -> dt.date:
    """So many days from today."""
    return timezone.localdate() + dt.timedelta(days=offset)


def left_empty(_user: Any) -> str:
    """Nothing is typed."""
    return ""


def next_code(_user: Any) -> str:
    """Each organisation has a code of its own."""
    body = f"99310106{next(_codes):09d}"
    return body + check_character(body)


_codes = count(1)
TODAY = f"{day()}"
EVENT = {"starts_at": f"{day(20)}T14:00", "ends_at": f"{day(20)}T16:00", "sign_up_until": f"{day(20)}T12:00"}
EVENTS = ("culture-events", "sports-events", "tourism-events", "health-campaigns", "joint-health-activities")
WANTED: dict[str, dict[str, Any]] = {
    "development-plans": {"adopted_on": TODAY, "looked_at_on": TODAY},
    "development-projects": {"paid_on": TODAY},
    "indicator-reports": {"period_until": f"{day(-10)}", "measured_on": TODAY},
    "reform-tasks": {"year": f"{day(40).year}", "ends_on": f"{day(40)}"},
    "science-volunteers": {"since": TODAY, "trained_on": TODAY},
    "science-activities": EVENT | {"of_the_month": left_empty},
    "courses": {"lessons": "2"},
    "classes": EVENT | {"least": "1", "places": "9", "completed": "1"},
    "culture-teams": {"entered_on": TODAY, "looked_at_on": TODAY},
    "sports-facilities": {"checked_on": TODAY, "closed_since": left_empty},
    "facility-checks": {"checked_on": TODAY, "finding": "danger"},
    "sports-teams": {"instructor_trained_on": TODAY},
    "walks": {"walked_on": TODAY},
    "epidemic-notices": {"received_at": f"{TODAY}T00:01"},
    "health-liaison": {"raised_on": TODAY, "passed_on": TODAY, "answered_on": TODAY},
    "birth-registrations": {"asked_on": TODAY, "registered_on": TODAY},
    "further-births": {"asked_on": TODAY, "papers_on": TODAY, "sent_on": TODAY, "decided_on": TODAY},
    "family-subsidies": {"granted_on": TODAY, "paid_on": TODAY},
    "special-families": {"since": TODAY, "visited_on": TODAY},
    "special-aid": {"told_on": TODAY},
    "information-systems": {"reviewed_on": TODAY},
    "data-sets": {"assessed_on": TODAY, "checked_on": TODAY},
    "normative-documents": {"issued_on": TODAY, "filed_on": TODAY},
    "reconsiderations": {
        "received_on": TODAY,
        "answered_on": TODAY,
        "decided_on": TODAY,
        "decision": "ordered",
        "perform_by": f"{day(30)}",
    },
    "lawsuits": {"received_on": TODAY, "answered_on": TODAY, "served_on": TODAY},
    "chapters": {"covers_from": "1949", "covers_to": "1990"},
    "photographs": {"given_on": TODAY, "returned_on": TODAY},
    "social-organisations": {"kind": "service", "credit_code": next_code, "looked_at_on": TODAY},
    "grant-projects": {"paid_on": TODAY, "returned_on": TODAY},
    "grant-rounds": {"year": "2026", "total": "90000", "most": "9000", "opens_on": TODAY, "closes_on": f"{day(30)}"},
    "cultural-centres": dict.fromkeys(("weekday_opens", "weekend_opens", "holiday_opens"), "09:00")
    | dict.fromkeys(("weekday_closes", "weekend_closes", "holiday_closes"), "18:00"),
    "cultural-rooms": {"opens": "08:00", "closes": "18:00", "open_on": "every", "fee": "0"},
    "cultural-bookings": {"starts_at": f"{day(20)}T10:00", "ends_at": f"{day(20)}T11:00"},
    "cultural-closures": {"since": f"{day(60)}", "until": f"{day(61)}", "announced_on": TODAY},
    "cultural-performances": EVENT | {"ticket": "0"},
    **dict.fromkeys(EVENTS, EVENT),
}


def reach_all(project: Any, people: list[Any]) -> None:
    """Nothing is left to be reached."""
    for one in open_milestones(project):
        move(case=project, key="reach", actor=Actor.staff(people[0]), data={"milestone": one.pk, "what": "完成"})


def take_tasks_back(case: Any, people: list[Any]) -> None:
    """What was handed out has ended before the whole is reported."""
    for task in OfficeTask.objects.filter(parent_id=case.pk, closed_at=None):
        move(case=task, key="task_recall", actor=Actor.staff(people[2]), data={"reason": "不再需要"})


def one_enrolled(group: Any, people: list[Any]) -> None:
    """Somebody is enrolled."""
    data = {"name": "张三", "phone": "13800138000", "people": 1}
    move(case=group, key="sign_up", actor=Actor.staff(people[0]), data=data)


def with_a_source(chapter: Any, people: list[Any]) -> None:
    """Something it rests on is entered."""
    about = {"title": "档案", "sort": "archive", "dated": "1956年", "kept_at": "档案馆", "excerpt": "店铺"}
    enter(find("chronicle-sources"), {**about, "chapter": chapter}, user=people[0])


def give_back(project: Any, people: list[Any]) -> None:
    """What was not spent goes back."""
    data = {"returned": project.unspent, "returned_on": day()}
    move(case=project, key="grant_return", actor=Actor.staff(people[0]), data=data)


BEFORE = {
    "chapters": {"chapter_review": with_a_source},
    "classes": {"class_close_list": one_enrolled},
    "development-projects": {"finish": reach_all},
    "grant-projects": {"finish": reach_all, "review": give_back},
    "reform-tasks": {"reform_report": take_tasks_back},
}
