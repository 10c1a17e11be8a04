"""What the moves of the petitioner do beyond the state."""

import datetime as dt

from django.utils import timezone

from caojiadu.core.cases.models import Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from petitions.models import Judgement, Petition, Question
from petitions.rights import ASK_REVIEW

REVIEW_DAYS = ASK_REVIEW.days


def reply(moving: Moving) -> None:
    """Keep the petitioner's reply."""
    Question.objects.filter(petition=moving.case, replied_at=None).update(
        reply=moving.data["reply"], replied_at=moving.now
    )
    if moving.case.waiting == Waiting.RESIDENT:
        moving.change(waiting=Waiting.DISTRICT if reports.waited_for(moving.case) else "")


def serve(moving: Moving) -> None:
    """Record that the petitioner has the answer: the time to ask for review runs from this day (art. 35)."""
    case = moving.case
    if case.served_at is not None:
        return
    served_at, until = _served_at(moving), None
    if case.route == Petition.Route.PETITION:
        until = ASK_REVIEW.until(timezone.localdate(served_at)).date
    moving.change(served_at=served_at, review_until=until)


def _served_at(moving: Moving) -> dt.datetime:
    """Now, or on the earlier day of a signature: at its noon, but not before the answer was there."""
    day = moving.data.get("received_on")
    if day is None or day == timezone.localdate(moving.now):
        return moving.now
    noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    return max(noon, moving.case.answered_at or noon)


def judge(moving: Moving) -> None:
    """Keep the judgement of this round."""
    Judgement.objects.create(
        petition=moving.case,
        round=moving.case.round,
        office_grade=moving.data["office_grade"],
        answer_grade=moving.data["answer_grade"],
        comment=moving.data["comment"],
        at=moving.now,
    )


def second_round(moving: Moving) -> None:
    """Look at it once more. The served answer and the last day to object stay as they are."""
    moving.change(round=2)
