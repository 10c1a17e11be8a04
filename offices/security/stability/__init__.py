"""Screening for risks to social stability (E4)."""
