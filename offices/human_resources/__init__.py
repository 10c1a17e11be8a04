"""Community Human Resources Office."""
