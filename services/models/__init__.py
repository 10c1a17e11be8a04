"""Service items and what is known of each."""

from services.models.catalogue import Amount, Condition, Item, LifeEvent, Limit, Paper, Question

__all__ = ["Amount", "Condition", "Item", "LifeEvent", "Limit", "Paper", "Question"]
