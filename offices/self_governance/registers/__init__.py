"""What the Community Self-governance Office keeps."""
