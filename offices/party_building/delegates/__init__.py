"""Delegates of the Party congress, receptions, proposals (B12)."""
