"""Meetings of the committees and their topics (A1)."""
