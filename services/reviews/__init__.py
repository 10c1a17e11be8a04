"""Good and bad reviews (好差评): five grades for each step of a service, and what came of them."""
