"""What is noted about a matter in its system of record: changed here, exported, entered there, and the number there."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import record_many
from caojiadu.core.cases.moves import Moving
from caojiadu.core.external_systems.models import Counterpart, CounterpartQuerySet, SystemRule
from caojiadu.core.workflow import Record
from caojiadu.core.workflow.parts import OPEN


def note_change(moving: Moving, record: Record) -> None:
    """A move was made: it has to be entered in the system of record, or what waited for that no longer has to.

    A matter that came from there is known there from the start. One that became a kind kept here alone is forgotten,
    so that nothing of a report against somebody stays on a list.
    """
    case, key, system = moving.case, moving.move.key if moving.move else OPEN, record.system.key
    if case.workflow.record is None:
        Counterpart.objects.filter(pk=case.pk).delete()
        return
    if key == OPEN and case.foreign_system == system:
        # One statement, since orders come by the thousand; where another matter has the number, this one has none.
        row = Counterpart(case_id=case.pk, system=system, number=case.foreign_number, agreed_at=moving.now)
        Counterpart.objects.bulk_create([row], ignore_conflicts=True)
    if key in record.entered and SystemRule.is_used(system):
        _add_change(case.pk, system, key)
    elif key in record.dropped:
        Counterpart.objects.filter(pk=case.pk).update(
            changes=[], changed_at=None, exported_at=None, entered_at=None, entered_by=None
        )


def _add_change(case_id: int, system: str, key: str) -> None:
    locked = Counterpart.objects.select_for_update(no_key=True)
    row, _new = locked.get_or_create(case_id=case_id, defaults={"system": system})
    row.changes = [*(row.changes if row.entered_at is None else []), key]
    row.changed_at, row.exported_at, row.entered_at, row.entered_by = timezone.now(), None, None, None
    row.save(update_fields=["changes", "changed_at", "exported_at", "entered_at", "entered_by"])


def is_given(system: str, number: str) -> bool:
    """Say whether a matter has this number there."""
    return Counterpart.objects.filter(system=system, number=number).exclude(number="").exists()


@transaction.atomic
def mark_entered(
    rows: CounterpartQuerySet,
    *,
    seen: dt.datetime,
    user: Visitor,
    how: str,
    now: dt.datetime | None = None,
    request: Any,
) -> int:
    """Note that these were entered there as they stood when they were `seen`. Returns how many had not been.

    What changed after that is still to be entered, whoever ticked it.
    """
    now = now or timezone.now()
    found = list(_locked(rows.to_enter().filter(changed_at__lte=seen)))
    for row in found:
        row.entered_at, row.entered_by, row.agreed_before, row.agreed_at = now, user, row.agreed_at, now
    Counterpart.objects.bulk_update(found, ("entered_at", "entered_by", "agreed_before", "agreed_at"), batch_size=500)
    _log("confirm_there", found, user=user, reason=how, request=request)
    return len(found)


@transaction.atomic
def take_back(rows: CounterpartQuerySet, *, user: Any, request: Any) -> int:
    """They are not there after all. Returns how many; what changed again since is to be entered anyhow."""
    found = list(_locked(rows.filter(entered_at__isnull=False)))
    for row in found:
        row.entered_at, row.entered_by, row.agreed_at, row.agreed_before = None, None, row.agreed_before, None
    Counterpart.objects.bulk_update(found, ("entered_at", "entered_by", "agreed_at", "agreed_before"), batch_size=500)
    _log("not_there_after_all", found, user=user, reason="", request=request)
    return len(found)


@transaction.atomic
def keep_numbers(numbers: dict[int, str], system: str, *, user: Visitor, request: Any = None) -> None:
    """Keep the numbers there, by the key of each case. Raises IntegrityError where another matter has one."""
    made = [Counterpart(case_id=key, system=system) for key in sorted(numbers)]
    Counterpart.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    found = list(_locked(Counterpart.objects.filter(pk__in=numbers)))
    for row in found:
        row.number = numbers[row.pk]
    Counterpart.objects.bulk_update(found, ("number",), batch_size=500)
    _log("number_there", found, user=user, reason="", request=request)


def log_export(rows: list[Counterpart], *, user: Visitor, reason: str, request: Any) -> None:
    """Note when these were exported, and log who and why."""
    Counterpart.objects.filter(pk__in=[row.pk for row in rows]).update(exported_at=timezone.now())
    _log("export", rows, user=user, reason=reason, request=request)


def _locked(rows: CounterpartQuerySet) -> Any:
    return rows.select_related("case").order_by("pk").select_for_update(of=("self",), no_key=True)


def _log(action: str, rows: list[Counterpart], *, user: Visitor, reason: str, request: Any) -> None:
    numbers = [row.case.number for row in rows]
    record_many(action=action, subject_type="case", subject_keys=numbers, actor=user, reason=reason, request=request)
