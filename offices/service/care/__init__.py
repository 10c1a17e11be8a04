"""Care files and visits."""
