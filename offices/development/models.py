"""Records of the Community Development Office."""
