"""What the Community Development Office keeps."""
