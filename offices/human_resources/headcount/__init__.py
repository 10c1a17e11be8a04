"""The plan of posts and what it comes to (G7)."""
