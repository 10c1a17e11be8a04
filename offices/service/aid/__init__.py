"""Applications for assistance (D4)."""
