"""Letters and calls."""

from petitions.models.answer import Answer, Judgement, Question
from petitions.models.learning import Hint, LearningRule, Learnt
from petitions.models.online import Claim, Submission
from petitions.models.petition import Petition, QueryCode
from petitions.models.stages import Extension, Review, Transferred
from petitions.models.urgent import DutyOrder, FlashCall, FlashReport, FlashUpdate

__all__ = [
    "Answer",
    "Claim",
    "DutyOrder",
    "Extension",
    "FlashCall",
    "FlashReport",
    "FlashUpdate",
    "Hint",
    "Judgement",
    "LearningRule",
    "Learnt",
    "Petition",
    "QueryCode",
    "Question",
    "Review",
    "Submission",
    "Transferred",
]
