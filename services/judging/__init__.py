"""Judging services: five grades, what becomes of a bad review, and the public results."""
