"""Digests of suggestions for the district (R7; Shanghai rules on collecting suggestions, art. 5, 11)."""
