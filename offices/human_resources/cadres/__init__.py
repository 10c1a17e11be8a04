"""Veteran cadres: visits and events (G6)."""
