"""Commands of the front."""
