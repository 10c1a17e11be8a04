"""Records of the Community Human Resources Office."""
