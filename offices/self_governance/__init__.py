"""Community Self-governance Office."""
