"""Community Service Office."""
