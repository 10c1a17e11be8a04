"""Who is kept out of a matter is kept out of what is opened from it."""

import datetime as dt

from caojiadu.core.cases.models import Bar, Case


def keep_out(case: Case, parent: Case | None, now: dt.datetime) -> None:
    """Bar from a case whoever is barred from its matter: recused or named in it (Regulations, art. 28, 30)."""
    if parent is None:
        return
    bars = Bar.objects.filter(case_id=parent.pk)
    Bar.objects.bulk_create(
        (Bar(case_id=case.pk, user_id=bar.user_id, reason=bar.reason, since=now) for bar in bars), ignore_conflicts=True
    )
    case.refresh_from_db(fields=["barred", "readers"])
