"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.patterns.progress import open_milestones
from caojiadu.core.registers.verbs import enter
from offices.human_resources.models import TrainingTarget, WorkerGrade

TODAY = timezone.localdate()
AGO = str(TODAY - dt.timedelta(days=30))
LATER = TODAY + dt.timedelta(days=20)
PERSON = {"born": "1985-03", "original_age": "60", "agreed_shift": "0", "joined_on": "2015-07-01"}
APPRAISED: dict[str, Any] = {"year": str(TODAY.year - 1), "told_on": AGO, "objected_on": AGO, "reviewed_on": AGO}


def free_year(_user: Any) -> str:
    """A year of which nothing was entered yet."""
    return str(2000 + TrainingTarget.objects.count())


def free_step(_user: Any) -> str:
    """A grade that does not stand in the scale yet."""
    return str(1 + WorkerGrade.objects.count())


def any_neighbourhood(_user: Any) -> str:
    """Where a worker works."""
    return str(Neighbourhood.objects.values_list("pk", flat=True)[0])


WANTED: dict[str, dict[str, Any]] = {
    "training-hours-owed": {"year": free_year},
    "civil-servants": PERSON | {"posted_on": AGO, "confirmed_on": "2016-07-01", "rank_since": "2020-01-01"},
    "civil-servant-appraisals": APPRAISED | {"rank": "not"},
    "permanent-staff": PERSON
    | {
        "contract_from": "2025-07-01",
        "trial_until": "2026-01-01",
        "contract_until": "2028-06-30",
        "trial_passed_on": AGO,
    },
    "permanent-staff-appraisals": APPRAISED,
    "worker-grades": {"step": free_step},
    "community-workers": PERSON | {"neighbourhood": any_neighbourhood, "trial_until": "2016-01-01"},
    "worker-gradings": {"why": "first", "shown_on": AGO},
    "community-worker-appraisals": APPRAISED,
    "supporting-workers": PERSON | {"contract_from": "2026-01-01", "contract_until": "2028-06-30"},
    "contract-renewals": {"ends_on": "2028-06-30", "new_until": "2030-06-30", "signed_on": AGO, "left_on": AGO},
    "veteran-cadres": {"born_on": "1946-05-02", "retired_on": "2006-06-01"},
    "cadre-visits": {"visited_on": AGO},
    "cadre-events": {"starts_at": f"{LATER}T09:30", "ends_at": f"{LATER}T11:30", "sign_up_until": f"{LATER}T08:00"},
    "headcount-plans": {"first_year": "2027"},
    "social-workers": {"registered_on": AGO, "valid_until": "2028-06-30"},
    "certificate-renewals": {"ends_on": "2028-06-30", "renewed_until": "2031-06-30", "sent_on": AGO},
    "service-teams": {"judged_on": AGO},
    "team-projects": {"paid_on": str(TODAY)},
    "talent-requests": {"raised_on": AGO},
    "talent-events": {"starts_at": f"{LATER}T09:30", "ends_at": f"{LATER}T11:30", "sign_up_until": f"{LATER}T08:00"},
    "attendance": {"month": "2026-10", "owed": "22", "worked": "20", "leave": "2", "absent": "0"},
}


def with_seats(plan: Any, people: list[Any]) -> None:
    """The plan has seats."""
    seats = {"title": "岗位", "plan": plan, "group": "civil", "seats": 4, "recruit": 1}
    enter(find("headcount-seats"), seats, user=people[0])


def reach_all(project: Any, people: list[Any]) -> None:
    """Nothing is left to be reached."""
    for one in open_milestones(project):
        move(case=project, key="reach", actor=Actor.staff(people[0]), data={"milestone": one.pk, "what": "完成"})


BEFORE = {"headcount-plans": {"headcount_submit": with_seats}, "team-projects": {"finish": reach_all}}
