"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from typing import Any

from django.utils import timezone

from offices.human_resources.models import TrainingTarget

TODAY = timezone.localdate()
AGO = str(TODAY - dt.timedelta(days=30))
PERSON = {"born": "1985-03", "original_age": "60", "agreed_shift": "0", "joined_on": "2015-07-01"}
APPRAISED: dict[str, Any] = {"year": str(TODAY.year - 1), "told_on": AGO, "objected_on": AGO, "reviewed_on": AGO}


def free_year(_user: Any) -> str:
    """A year of which nothing was entered yet."""
    return str(2000 + TrainingTarget.objects.count())


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
}
