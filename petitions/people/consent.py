"""Consent that is still missing: after some days the desk asks the resident."""

import datetime as dt

from django.db import transaction

from caojiadu.core.cases.hand_tasks import open_task
from caojiadu.core.cases.models import Task
from petitions.effects.joint import consent_key
from petitions.models import JointRules, Mandate

AT_ONCE = 200


@transaction.atomic
def ask_where_missing(now: dt.datetime) -> int:
    """Open a hand task for each proxy whose consent nobody has confirmed for as many days as the rule says.

    Each is asked for once. Returns how many were opened.
    """
    before = now - dt.timedelta(days=JointRules.today().consent_days)
    waiting = Mandate.objects.filter(
        consent_at=None, asked_at=None, petitioner__withdrawn_at=None, petitioner__joined_at__lte=before
    )
    rows = list(
        waiting.select_related("petitioner__petition").select_for_update(skip_locked=True, of=("self",))[:AT_ONCE]
    )
    for power in rows:
        case = power.petitioner.petition
        open_task(case=case, kind=Task.Kind.CONSENT, key=consent_key(power.petitioner), now=now, days=5)
    Mandate.objects.filter(pk__in=[power.pk for power in rows]).update(asked_at=now)
    return len(rows)
