"""Joint meetings and joint actions (C1)."""
