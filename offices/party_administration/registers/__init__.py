"""What the Party and Administration Office keeps."""
