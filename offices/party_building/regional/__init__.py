"""Regional Party building (B1)."""
