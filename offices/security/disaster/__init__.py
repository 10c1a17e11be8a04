"""Floods, storms and other hazards: plans, stocks, warnings, drills (E2)."""
