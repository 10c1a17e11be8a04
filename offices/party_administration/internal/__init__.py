"""Assets, seals, duty (A6)."""
