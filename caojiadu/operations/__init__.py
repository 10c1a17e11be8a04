"""What keeps the portal going: backup and restore, health, and calling whoever looks after it."""
