"""Who read, changed, exported or unmasked what, and why: append-only."""
