"""Records of the Community Management Office: grid cases and 12345 orders."""

from offices.management.models.grid import GridCase
from offices.management.models.order import HotlineOrder
from offices.management.models.records import CallBack, FirstContact, HandlerReply, OrderExtension
from offices.management.models.rules import BASES, HotlineRules, RateRule, SheetWord
from offices.management.models.sheet import OrderSheet

__all__ = [
    "BASES",
    "CallBack",
    "FirstContact",
    "GridCase",
    "HandlerReply",
    "HotlineOrder",
    "HotlineRules",
    "OrderExtension",
    "OrderSheet",
    "RateRule",
    "SheetWord",
]
