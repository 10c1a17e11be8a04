"""Records of the Community Security Office."""
