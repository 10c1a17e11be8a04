"""Who is kept out of a matter is kept out of what is opened from it."""

from typing import Any

from caojiadu.core.cases.models import Bar
from caojiadu.core.cases.moves import Moving


def keep_out_too(moving: Moving) -> None:
    """Bar from a new case whoever is barred from its matter: recused or named in it (Regulations, art. 28, 30).

    An effect of opening, before anybody is told.
    """
    bar_as_in(moving, moving.case.parent_id)


def bar_as_in(moving: Moving, matter: Any) -> None:
    """Bar from a case whoever is barred from the matter of that key, if there is one."""
    case = moving.case
    if matter is None:
        return
    bars = Bar.objects.filter(case_id=matter)
    Bar.objects.bulk_create(
        (Bar(case_id=case.pk, user_id=bar.user_id, reason=bar.reason, since=moving.now) for bar in bars),
        ignore_conflicts=True,
    )
    case.refresh_from_db(fields=["barred", "readers"])
