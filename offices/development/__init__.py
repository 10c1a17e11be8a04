"""Community Development Office."""
