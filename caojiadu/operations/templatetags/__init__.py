"""What the administrators see of it."""
