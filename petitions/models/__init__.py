"""Letters and calls."""

from petitions.models.answer import Answer, Judgement, Question
from petitions.models.petition import Petition, QueryCode

__all__ = ["Answer", "Judgement", "Petition", "QueryCode", "Question"]
