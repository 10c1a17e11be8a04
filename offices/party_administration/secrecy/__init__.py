"""Secrecy work (A3)."""
