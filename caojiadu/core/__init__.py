"""Shared core: knows nothing of offices, petitions or services."""
