"""Requests of enterprises (B8)."""
