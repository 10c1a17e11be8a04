"""Requests for information (A0)."""
