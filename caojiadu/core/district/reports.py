"""Writing a report: rows inside the move's transaction; Celery sends them."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from caojiadu.core.cases.models import Case, CaseEvent, Clock
from caojiadu.core.district.models import Report
from caojiadu.core.files.models import File
from caojiadu.core.organisation.models import DistrictBody

__all__ = [
    "DISCIPLINE_BODY",
    "Report",
    "discipline_body",
    "papers_of",
    "put",
    "put_overdue",
    "settle_on_paper",
    "waited_for",
]

# Who is told of a limit that passed, and where reports against somebody go.
OVERDUE_BODY = "letters-calls"
DISCIPLINE_BODY = "discipline"


def discipline_body() -> DistrictBody:
    """The inbox for reports against somebody."""
    return DistrictBody.objects.get(key=DISCIPLINE_BODY)


def put(
    *,
    case: Case,
    event: CaseEvent | None,
    kind: str,
    body: DistrictBody,
    by: Any,
    now: dt.datetime,
    reason: str = "",
    tried: str = "",
    against: str = "",
    proposed_lead: DistrictBody | None = None,
    files: Iterable[Any] = (),
    limit: dt.date | None = None,
    days_late: int | None = None,
) -> Report:
    """Put one report on its way, once per event and body, with the resident's earliest legal limit or the one given."""
    if event is None:
        raise ValueError("a report belongs to an event")
    if (kind == Report.Kind.ACCUSATION) != (body.key == DISCIPLINE_BODY):
        raise ValueError("reports against somebody go to discipline inspection, and nothing else does")
    report, created = Report.objects.get_or_create(
        event_key=_key_of(event, kind, body),
        defaults={
            "case_id": case.pk,
            "body": body,
            "kind": kind,
            "title": case.title,
            "reason": reason,
            "tried": tried,
            "against": against[:200],
            "proposed_lead": proposed_lead,
            "resident_limit": limit or resident_limit(case),
            "days_late": days_late,
            "sent_by": by,
            "created_at": now,
            "next_try_at": now,
        },
    )
    if created:
        report.files.set(files)
    return report


def _key_of(event: CaseEvent, kind: str, body: DistrictBody) -> uuid.UUID:
    """An event makes one report; of an urgent matter one for each body that is told."""
    return uuid.uuid5(event.key, body.key) if kind == Report.Kind.FLASH else event.key


def settle_on_paper(
    *, case: Case, kinds: Iterable[str], text: str, decision: str = "", decided_on: dt.date | None = None
) -> None:
    """A reply that came on paper and was entered here: nobody waits for it in the inbox any more."""
    waiting = Report.objects.filter(case_id=case.pk, kind__in=kinds)
    now = timezone.now()
    waiting.exclude(state__in=(Report.State.ANSWERED, Report.State.RETURNED)).update(
        state=Report.State.ANSWERED,
        reply=text,
        decision=decision,
        decided_on=decided_on,
        replied_at=now,
        claimed_at=None,
        error="",
    )


def put_overdue(*, case: Case, event: CaseEvent | None, days_late: int, now: dt.datetime) -> Report:
    """Tell the district of a limit that passed: number, kind and days late, and nothing else."""
    if event is None:
        raise ValueError("a report belongs to an event")
    report, _created = Report.objects.get_or_create(
        event_key=event.key,
        defaults={
            "case_id": case.pk,
            "body": DistrictBody.objects.get(key=OVERDUE_BODY),
            "kind": Report.Kind.OVERDUE,
            "days_late": days_late,
            "created_at": now,
            "next_try_at": now,
        },
    )
    return report


def resident_limit(case: Case) -> dt.date | None:
    """The last day of the earliest legal limit that runs on a case."""
    running = Clock.objects.filter(case_id=case.pk, state=Clock.State.RUNNING, legal=True).order_by("due_at").first()
    return timezone.localdate(running.due_at) if running else None


def papers_of(report: Report) -> QuerySet[File]:
    """The papers that went along: those chosen, or everything that came with a report against somebody."""
    if report.kind == Report.Kind.ACCUSATION:
        own = report.reply_files.values("pk")
        came = File.objects.filter(case_id=report.case_id).exclude(pk__in=own)
        return came.exclude(state=File.State.REFUSED).order_by("id")
    if report.kind == Report.Kind.OVERDUE:
        return File.objects.none()
    return report.files.exclude(state=File.State.REFUSED).order_by("id")


def waited_for(case: Case, *, but: int | None = None) -> bool:
    """Say whether a body still has a report of a case to answer or return, beside the one named."""
    kinds = (Report.Kind.UNSETTLED, Report.Kind.ACCUSATION, Report.Kind.MEETING)
    asked = Report.objects.filter(case_id=case.pk, kind__in=kinds)
    still = asked.exclude(state__in=(Report.State.ANSWERED, Report.State.RETURNED)).values_list("pk", flat=True)
    return any(pk != but for pk in still)
