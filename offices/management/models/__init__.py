"""Records of the Community Management Office: grid cases and 12345 orders, bodies to call on."""

from offices.management.models.appraisal import AppraisalRound, Ballot, BranchAppraisal, Grade, GradeCount, Voice
from offices.management.models.grid import GridAsk, GridCase, GridPhoto
from offices.management.models.grid_rules import GridClass, GridRules, Thing
from offices.management.models.joint import ActionPart, JointAction, ManagementMeeting
from offices.management.models.order import HotlineOrder
from offices.management.models.records import CallBack, FirstContact, HandlerReply, OrderExtension
from offices.management.models.resources import Resource
from offices.management.models.rules import BASES, HotlineRules, RateRule, SheetWord
from offices.management.models.sheet import OrderSheet
from offices.management.models.supervision import SupervisionSlip

__all__ = [
    "BASES",
    "ActionPart",
    "AppraisalRound",
    "Ballot",
    "BranchAppraisal",
    "CallBack",
    "FirstContact",
    "Grade",
    "GradeCount",
    "GridAsk",
    "GridCase",
    "GridClass",
    "GridPhoto",
    "GridRules",
    "HandlerReply",
    "HotlineOrder",
    "HotlineRules",
    "JointAction",
    "ManagementMeeting",
    "OrderExtension",
    "OrderSheet",
    "RateRule",
    "Resource",
    "SheetWord",
    "SupervisionSlip",
    "Thing",
    "Voice",
]
