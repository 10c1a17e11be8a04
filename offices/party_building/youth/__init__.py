"""Youth league (B10)."""
