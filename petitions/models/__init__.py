"""Letters and calls."""

from petitions.models.answer import Answer, Judgement, Question
from petitions.models.online import Claim, Submission
from petitions.models.petition import Petition, QueryCode

__all__ = ["Answer", "Claim", "Judgement", "Petition", "QueryCode", "Question", "Submission"]
