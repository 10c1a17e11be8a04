"""Letters and calls."""

from petitions.models.answer import Answer, Judgement, Question
from petitions.models.digest import DigestItem, SuggestionDigest
from petitions.models.joint import Joining, JointRules, Mandate, Petitioner
from petitions.models.leading import ReceptionDay
from petitions.models.learning import Hint, LearningRule, Learnt
from petitions.models.meetings import AgendaItem, JointMeeting, JointTask
from petitions.models.online import Claim, Submission
from petitions.models.petition import Petition, QueryCode
from petitions.models.stages import Extension, Review, Transferred
from petitions.models.suggestions import Call, Measure, Proposal, Publication
from petitions.models.supervision import BreachKind, SupervisionCard
from petitions.models.urgent import DutyOrder, FlashCall, FlashReport, FlashUpdate

__all__ = [
    "AgendaItem",
    "Answer",
    "BreachKind",
    "Call",
    "Claim",
    "DigestItem",
    "DutyOrder",
    "Extension",
    "FlashCall",
    "FlashReport",
    "FlashUpdate",
    "Hint",
    "Joining",
    "JointMeeting",
    "JointRules",
    "JointTask",
    "Judgement",
    "LearningRule",
    "Learnt",
    "Mandate",
    "Measure",
    "Petition",
    "Petitioner",
    "Proposal",
    "Publication",
    "QueryCode",
    "Question",
    "ReceptionDay",
    "Review",
    "Submission",
    "SuggestionDigest",
    "SupervisionCard",
    "Transferred",
]
