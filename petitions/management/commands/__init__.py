"""Commands about letters and calls."""
