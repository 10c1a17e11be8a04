"""Dwellings, who lives there, what the police is told (E7)."""
