"""Taking letters, calls and visits in."""
