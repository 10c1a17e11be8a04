"""Who can be called on (C1)."""
