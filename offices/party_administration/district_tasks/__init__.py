"""Tasks from the district (A0)."""
