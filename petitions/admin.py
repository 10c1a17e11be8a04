"""Letters and calls for administrators: settings only, no letter."""

from petitions.admin_calls import CallAdmin
from petitions.admin_joint import JointRulesAdmin
from petitions.admin_learning import LearningRuleAdmin
from petitions.admin_supervision import BreachKindAdmin
from petitions.admin_urgent import DutyOrderAdmin

__all__ = ["BreachKindAdmin", "CallAdmin", "DutyOrderAdmin", "JointRulesAdmin", "LearningRuleAdmin"]
