"""12345 sheets: orders brought in, replies brought back."""
