"""Pages of the Party and Administration Office beside its registers."""
