"""Party and Administration Office."""
