"""New economic and social organisations (B2)."""
