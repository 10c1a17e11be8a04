"""Records of the Community Self-governance Office."""
