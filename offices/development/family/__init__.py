"""Births, and families that are helped (H9)."""
