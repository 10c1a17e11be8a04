"""Letters and calls."""
