"""Community Management Office."""
