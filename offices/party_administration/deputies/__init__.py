"""Deputies, station days, suggestions (A7)."""
