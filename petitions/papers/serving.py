"""What starts to run once an answer was served."""

from typing import Any

from django.utils import timezone

from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents.models import Service
from caojiadu.core.hooks import provide
from petitions.clocks.rights import ASK_REVIEW
from petitions.effects.joint import part_of
from petitions.models import Petition, Petitioner
from petitions.people.joint import principal_of
from petitions.workflows.states import ACCUSATION, APPEAL, SUGGESTION


def answer_served(moving: Moving, service: Service) -> None:
    """A petitioner has the opinion: their time to ask for review runs from this day (art. 35).

    One that was revoked meanwhile starts nothing any more.
    """
    answered = moving.case.answered_at
    if answered is None or service.paper.signed_at < answered:
        return
    serve_answer(moving, service.served_at, rows_of(moving.case, service.resident_id))


def rows_of(case: Petition, resident_id: int | None) -> list[Petitioner]:
    """The petitioners that a resident is; nobody by name is whoever wrote without one."""
    return list(case.petitioners.own().filter(resident=resident_id))


def serve_answer(moving: Moving, at: Any, rows: list[Petitioner]) -> None:
    """Keep the day on which each had the first answer, once, and their last day to ask for review.

    The matter's own two dates are those of whoever leads.
    """
    case, until = moving.case, None
    if case.route == Petition.Route.PETITION:
        until = ASK_REVIEW.until(timezone.localdate(at)).date
    dates = {"served_at": at, "review_until": until}
    Petitioner.objects.filter(pk__in=[row.pk for row in rows], served_at=None).update(**dates)
    if case.served_at is None and any(row.first for row in rows):
        moving.change(**dates)


def reader(moving: Moving) -> Any:
    """Who reads a paper: the petitioner, also when somebody acts for them."""
    return principal_of(part_of(moving)).resident


def addressees(case: Petition) -> list[Any]:
    """Every petitioner whose matter it is, whoever leads first."""
    rows = case.petitioners.present().own().exclude(resident=None).order_by("-first", "pk")
    return [row.resident for row in rows]


for _kind in (APPEAL, SUGGESTION, ACCUSATION):
    provide(f"addressees.{_kind}")(addressees)
    provide(f"paper_reader.{_kind}")(reader)
