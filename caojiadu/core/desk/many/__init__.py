"""Many matters at once: looked at line by line, then each moved by its own step, as if one came after the other."""
