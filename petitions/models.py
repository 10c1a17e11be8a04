"""Every model of the app, for Django and for whoever stands above the themes."""

from petitions.digests.models import DigestItem, SuggestionDigest
from petitions.learning.models import Hint, LearningRule, Learnt
from petitions.letters.models import Answer, Claim, Judgement, Petition, QueryCode, Question, Submission
from petitions.meetings.models import AgendaItem, JointMeeting, JointTask
from petitions.petitioners.models import Joining, JointRules, Mandate, Petitioner
from petitions.reception.models import ReceptionDay
from petitions.review.models import Review
from petitions.stages.models import Extension, Transferred
from petitions.suggestions.models import Call, Measure, Proposal, Publication
from petitions.supervision.models import BreachKind, SupervisionCard
from petitions.urgent.models import DutyOrder, FlashCall, FlashReport, FlashUpdate

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
