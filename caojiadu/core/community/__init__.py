"""Residents, households, organisations and places."""
