"""People who sign in, and the posts they hold from one day to another."""
