"""Patterns that records of several functions share: abstract models, and the moves that go with them."""
