"""What starts to run once an answer was served."""

from django.utils import timezone

from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents.models import Service
from petitions.models import Petition
from petitions.rights import ASK_REVIEW


def answer_served(moving: Moving, service: Service) -> None:
    """The petitioner has the first answer: the time to ask for review runs from this day (art. 35)."""
    serve_answer(moving, service.served_at)


def serve_answer(moving: Moving, at: object) -> None:
    """Keep the day on which the first answer was served, once, and the last day to ask for review."""
    case = moving.case
    if case.served_at is not None:
        return
    until = None
    if case.route == Petition.Route.PETITION:
        until = ASK_REVIEW.until(timezone.localdate(at)).date
    moving.change(served_at=at, review_until=until)
