"""What letters and calls add to the pages of the desk."""
