"""Residents, one row a person."""
