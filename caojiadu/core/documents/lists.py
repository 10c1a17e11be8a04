"""The papers of one case, for the pages that show them; each in a fixed number of queries."""

from typing import Any

from django.db.models import Prefetch

from caojiadu.core.cases.memo import known
from caojiadu.core.documents.access import Reading, pages_of
from caojiadu.core.documents.models import Paper, Service


def for_staff(case: Any) -> list[Paper]:
    """Every paper of a case that was not dropped, newest first, with its people and services."""
    services = Service.objects.select_related("resident", "body", "recorded_by", "proof_file")
    papers = known(case, Paper.objects.filter(case_id=case.pk)).exclude(state=Paper.State.VOID)
    papers = papers.select_related("drafted_by", "checked_by", "signed_by", "recall")
    return list(papers.order_by("-id").prefetch_related(Prefetch("services", queryset=services)))


def for_resident(case: Any, *, resident_id: int | None, answered: bool) -> list[dict[str, Any]]:
    """The papers that a resident has, newest first; an answer only once they read it or it was handed over.

    `answered` says whether they have the answer that counts now; one that was served earlier stays theirs.
    """
    issued = known(case, Paper.objects.issued().filter(case_id=case.pk))
    found = issued.order_by("-id").prefetch_related("services")
    rows = [(one, _has(one, resident_id)) for one in found if one.declared.to_resident]
    shown = [(one, has) for one, has in rows if answered or has or not one.declared.read_by_move]
    return [{"paper": one, "new": one.declared.needs_service and not has} for one, has in shown]


def _has(paper: Paper, resident_id: int | None) -> bool:
    return any(one.served_at and one.resident_id == resident_id for one in paper.services.all())


def draft_of(case: Any) -> dict[str, Any] | None:
    """The newest paper that waits to be checked or signed, as it would go out, names masked."""
    paper = Paper.objects.open().filter(case_id=case.pk).order_by("-id").first()
    if paper is None:
        return None
    return {"paper": paper, "pages": pages_of(Reading(paper, staff=True, names=False), case)}
