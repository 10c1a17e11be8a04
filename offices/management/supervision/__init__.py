"""Supervision slips (C2)."""
