"""Official papers: their kinds, sign-off, numbers, PDF, and the record of how each was served."""
