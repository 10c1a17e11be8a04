"""Residential estates and their owners' committees (F2)."""
