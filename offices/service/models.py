"""Records of the Community Service Office."""
