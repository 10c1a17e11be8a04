"""Papers received and issued, reviews before publication (A2, A3)."""
