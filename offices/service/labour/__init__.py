"""Labour security (D1)."""
