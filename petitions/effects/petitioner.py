"""What the moves of the petitioner do beyond the state."""

from caojiadu.core.cases.models import Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from caojiadu.core.documents.papers import last_issued
from caojiadu.core.documents.serving_moves import serve_online
from petitions.effects.joint import part_of
from petitions.models import Judgement, Question
from petitions.papers.kinds import ANSWERS
from petitions.papers.serving import serve_answer
from petitions.people import joint


def reply(moving: Moving) -> None:
    """Keep the petitioner's reply."""
    Question.objects.filter(petition=moving.case, replied_at=None).update(
        reply=moving.data["reply"], replied_at=moving.now
    )
    if moving.case.waiting == Waiting.RESIDENT:
        moving.change(waiting=Waiting.DISTRICT if reports.waited_for(moving.case) else "")


def read_answer(moving: Moving) -> None:
    """A petitioner opens the answer now; one brought in from another system came without a paper."""
    paper = last_issued(moving.case, *ANSWERS)
    if paper is not None:
        serve_online(moving, paper)
    serve_answer(moving, moving.now, [joint.principal_of(part_of(moving))])


def judge(moving: Moving) -> None:
    """Keep the judgement of this round."""
    Judgement.objects.create(
        petition=moving.case,
        petitioner=part_of(moving),
        round=moving.case.round,
        office_grade=moving.data["office_grade"],
        answer_grade=moving.data["answer_grade"],
        comment=moving.data["comment"],
        at=moving.now,
    )


def second_round(moving: Moving) -> None:
    """Look at it once more. The served answer and the last day to object stay as they are."""
    moving.change(round=moving.case.opinion_round + 1)
