"""Letters and calls."""

from petitions.models.answer import Answer, Judgement, Question
from petitions.models.learning import Hint, LearningRule, Learnt
from petitions.models.online import Claim, Submission
from petitions.models.petition import Petition, QueryCode

__all__ = [
    "Answer",
    "Claim",
    "Hint",
    "Judgement",
    "LearningRule",
    "Learnt",
    "Petition",
    "QueryCode",
    "Question",
    "Submission",
]
