"""Party organisations, sessions, elections (B3)."""
