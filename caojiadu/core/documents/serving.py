"""Serving papers: what was sent, and what counts as served. Called inside a move, so the case is locked."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.memo import known, once
from caojiadu.core.documents import hooks
from caojiadu.core.documents.models import Paper, Service

BY_MESSAGE = (Service.How.SMS, Service.How.EMAIL)


def addressees(case: Any) -> list[Any]:
    """The residents a paper of a case goes to."""
    own = hooks.addressees(case.kind, case)
    if own is not None:
        return own
    return [case.resident] if case.resident_id else []


def reader_in(moving: Any) -> Any:
    """The resident who reads a paper in a move."""
    kind = moving.case.kind
    return hooks.paper_reader(kind, moving) if hooks.paper_reader.of(kind) else moving.case.resident


def served_at(paper: Paper, resident: Any = None) -> dt.datetime | None:
    """When a paper was first served, on anybody or on one resident; None while it was not."""
    served = paper.services.exclude(served_at=None).order_by("served_at", "id")
    if resident is not None:
        served = served.filter(resident=resident)
    first = served.first()
    return first.served_at if first else None


@once
def unserved(case: Any) -> list[Paper]:
    """The issued papers that have not reached everybody they go to, newest first."""
    issued = known(case, Paper.objects.issued().filter(case_id=case.pk))
    papers = list(issued.order_by("-id").prefetch_related("services"))
    if not papers:
        return []
    wanted = {resident.pk for resident in addressees(case)} or {None}
    return [paper for paper in papers if paper.declared.to_resident and wanted - _reached(paper)]


def _reached(paper: Paper) -> set[int | None]:
    return {service.resident_id for service in paper.services.all() if service.served_at}


def record(
    *,
    paper: Paper,
    to: Any,
    how: str,
    by: Any,
    now: dt.datetime,
    sent_at: dt.datetime | None = None,
    served_at: dt.datetime | None = None,
    proof: str = "",
    proof_file: Any = None,
) -> Service:
    """Note that a paper was sent, or that it was served; what was sent before the same way becomes served.

    Raises Refused for a paper that is not out, for one that this person has already, and for a message that is to
    count as served although the person never agreed to that.
    """
    if not paper.stands:
        raise Refused(_("This paper is not issued yet: there is nothing to serve."))
    if served_at and how in BY_MESSAGE and not (to and getattr(to, "agreed_e_service_at", None)):
        raise Refused(_("Without an agreement to electronic service a message is sent, but never served."))
    rows = paper.services.filter(resident=to)
    if served_at and rows.exclude(served_at=None).exists():
        raise Refused(_("It is recorded already that this paper was served."))
    service = rows.filter(how=how, served_at=None).first() or Service(paper=paper, resident=to, how=how)
    service.sent_at = sent_at or service.sent_at
    service.served_at = served_at
    service.proof = proof or (service.get_how_display() if served_at else service.proof)
    service.proof_file = proof_file or service.proof_file
    service.recorded_by, service.recorded_at = by, now
    service.save()
    return service


def moment_of(day: dt.date | None, *, after: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """A day as a moment: now for today, else its noon, but not before the paper was there."""
    if day is None:
        return None
    if day == timezone.localdate(now):
        return now
    noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    return max(noon, after or noon)
