"""Suggestions of residents 人民建议征集: calls for them, what came of one, and its public page."""
