"""Appraisals of companies and branches (C2)."""
