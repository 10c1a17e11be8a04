"""Payment rolls of assistance (D4)."""
