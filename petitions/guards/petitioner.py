"""What must be true before a move of the petitioner."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from petitions.models import Judgement


def question_open(moving: Moving) -> None:
    """There is a question to reply to."""
    if not moving.case.questions.filter(replied_at=None).exists():
        raise Refused(_("There is no open question: it has been replied to already."))


def not_judged(moving: Moving) -> None:
    """One judgement a round."""
    if moving.case.judgements.filter(round=moving.case.round).exists():
        raise Refused(_("You judged this answer already. Thank you."))


def unhappy(moving: Moving) -> None:
    """Only an unhappy judgement asks for a second look."""
    if not _is_unhappy(moving):
        raise Refused(_("Only a judgement of “dissatisfied” or worse asks for a second look."))


def content_or_second_round(moving: Moving) -> None:
    """An unhappy judgement of an opinion always gets its second look."""
    step = moving.case.workflow.transition("judge_unhappy")
    possible = step and any(state.key == moving.case.state for state in step.sources)
    if _is_unhappy(moving) and not moving.case.is_second_look and possible:
        raise Refused(_("You are not satisfied: send it again, and the matter is looked at a second time."))


def _is_unhappy(moving: Moving) -> bool:
    return min(moving.data["office_grade"], moving.data["answer_grade"]) <= Judgement.Grade.POOR


def first_round(moving: Moving) -> None:
    """Not while it is looked at once more, or after that."""
    if moving.case.is_second_look:
        raise Refused(_("This is not possible in the second round."))
