"""Basic services within everybody's reach (D6)."""
