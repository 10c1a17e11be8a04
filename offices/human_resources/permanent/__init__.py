"""Permanent staff: training and appraisal (G2)."""
