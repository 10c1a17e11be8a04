"""Letters and calls for administrators: settings only, no letter."""

from petitions.admin.calls import CallAdmin
from petitions.admin.joint import JointRulesAdmin
from petitions.admin.learning import LearningRuleAdmin
from petitions.admin.supervision import BreachKindAdmin
from petitions.admin.urgent import DutyOrderAdmin

__all__ = ["BreachKindAdmin", "CallAdmin", "DutyOrderAdmin", "JointRulesAdmin", "LearningRuleAdmin"]
