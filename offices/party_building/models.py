"""Records of the Community Party Building Office."""
