"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.organisation.models import Neighbourhood
from offices.human_resources.models import TrainingTarget, WorkerGrade

TODAY = timezone.localdate()
AGO = str(TODAY - dt.timedelta(days=30))
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
    "attendance": {"month": "2026-10", "owed": "22", "worked": "20", "leave": "2", "absent": "0"},
}
