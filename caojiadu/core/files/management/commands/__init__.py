"""Commands of the uploaded files."""
