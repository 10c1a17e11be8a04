"""The official papers of letters and calls."""
