"""Letters and calls for administrators: settings only, no letter."""

from petitions.admin_learning import LearningRuleAdmin

__all__ = ["LearningRuleAdmin"]
