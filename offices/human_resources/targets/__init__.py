"""Hours of training that are wanted, and given (G0)."""
