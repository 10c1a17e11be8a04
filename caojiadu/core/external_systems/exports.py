"""The sheet of what has to be entered in another system."""

from typing import Any

from django.db import transaction
from django.utils.translation import override

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import record_many
from caojiadu.core.cases.access import may_reveal
from caojiadu.core.external_systems import keeping
from caojiadu.core.external_systems.desks import EntryDesk
from caojiadu.core.external_systems.models import Counterpart
from caojiadu.core.sheets.writing import separated, workbook

MOST = 5000


def waiting(desk: EntryDesk, user: Visitor, *, new: bool) -> Any:
    """What has to be entered; with `new` only what was not exported since it changed."""
    found = desk.counterparts(user).to_enter()
    return found.filter(exported_at=None) if new else found


@transaction.atomic
def export(
    desk: EntryDesk, *, user: Visitor, new: bool, full: bool, kind: str, reason: str, request: Any = None
) -> bytes:
    """Write what is to be entered as a workbook or CSV, note when, and log who and why.

    People are masked; with `full` they stand there as they are in every case in which the person may see them, each
    logged like a look at the person. At most 5,000, those that wait longest first.
    """
    found = waiting(desk, user, new=new).select_related("case", "case__office", "case__resident", "case__category")
    rows: list[Counterpart] = list(found.order_by("changed_at", "case_id")[:MOST])
    seen = [row.case for row in rows if full and desk.personal and may_reveal(user, row.case)]
    numbers = [case.number for case in seen]
    record_many(
        action="reveal",
        subject_type="case",
        subject_keys=numbers,
        actor=user,
        reason=reason,
        request=request,
        data={"export": desk.system.key},
    )
    with override("zh-hans"):  # that system is Chinese, whoever exports
        lines = list(desk.rows(rows, frozenset(case.pk for case in seen)))
    content = separated(desk.heads, lines) if kind == "csv" else workbook(desk.system.key, desk.heads, lines)
    keeping.log_export(rows, user=user, reason=reason, request=request)
    return content
