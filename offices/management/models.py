"""Records of the Community Management Office."""
