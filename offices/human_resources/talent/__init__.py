"""Talent: policies, requests, events (G8)."""
