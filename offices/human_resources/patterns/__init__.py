"""What several groups of staff have in common."""
