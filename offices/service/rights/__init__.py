"""Rights of children and of the other groups that are looked after (D6)."""
