"""Community Security Office."""
