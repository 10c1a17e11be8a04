"""Civilised units and volunteers (B4)."""
