"""Community Party Building Office."""
