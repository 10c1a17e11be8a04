"""What goes up to the district, its number there, and its reply."""
