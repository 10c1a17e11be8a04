"""Guards, patrols, joint cases, visits afterwards (E8)."""
