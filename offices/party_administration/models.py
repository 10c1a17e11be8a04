"""Records of the Party and Administration Office."""
