"""Places that residents renew (F3)."""
