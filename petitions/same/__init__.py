"""Same matter: finding, scoring and joining letters about one thing."""
