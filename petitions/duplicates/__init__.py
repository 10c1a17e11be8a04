"""Letters on one matter: found, linked, counted as repeats, merged, answered together, split (P17; art. 19)."""
