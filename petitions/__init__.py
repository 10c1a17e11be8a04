"""Letters and calls: residents write, staff accept, answer, review."""
