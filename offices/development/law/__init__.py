"""Normative documents, reconsiderations, lawsuits (H11)."""
