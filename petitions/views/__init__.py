"""Pages of residents and of staff."""
