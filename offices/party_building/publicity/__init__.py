"""Publicity (B5)."""
