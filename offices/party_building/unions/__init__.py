"""Unions and aid to their members (B9)."""
