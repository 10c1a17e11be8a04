"""What goes up to the district."""
