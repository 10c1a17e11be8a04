"""Legal aid, legal advice, community correction (E5)."""
