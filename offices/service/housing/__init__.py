"""Housing security (D5)."""
