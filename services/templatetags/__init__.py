"""What templates of services may load."""
