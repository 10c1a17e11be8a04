"""Records of the Community Management Office: grid cases and 12345 orders, bodies to call on."""

from offices.management.appraisal.models import AppraisalRound, Ballot, BranchAppraisal, Grade, GradeCount, Voice
from offices.management.gridcases.models import GridAsk, GridCase, GridPhoto
from offices.management.gridcases.rules import GridClass, GridRules, Thing
from offices.management.hotline.models import HotlineOrder
from offices.management.hotline.records import CallBack, FirstContact, HandlerReply, OrderExtension
from offices.management.hotline.rules import BASES, HotlineRules, RateRule, SheetWord
from offices.management.hotline.sheets.models import OrderSheet
from offices.management.joint.models import ActionPart, JointAction, ManagementMeeting
from offices.management.resources.models import Resource
from offices.management.supervision.models import SupervisionSlip

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
