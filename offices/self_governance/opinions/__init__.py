"""What residents say, and what comes of it (F4)."""
