"""United front (B6)."""
