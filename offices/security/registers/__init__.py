"""What the Community Security Office keeps."""
