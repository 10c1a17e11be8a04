"""Information systems and what they hold (H10)."""
