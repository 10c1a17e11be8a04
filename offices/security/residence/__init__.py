"""Residence permits (E7)."""
