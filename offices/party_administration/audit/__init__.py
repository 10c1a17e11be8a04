"""Audits and their findings (A5)."""
