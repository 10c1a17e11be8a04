"""News and notices (A0)."""
