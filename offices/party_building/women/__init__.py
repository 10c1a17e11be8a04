"""Women's federation (B11)."""
