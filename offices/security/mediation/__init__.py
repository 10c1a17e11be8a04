"""People's mediation (E6)."""
