"""The papers of letters and calls."""
