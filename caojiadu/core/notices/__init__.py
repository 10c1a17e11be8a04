"""The outbox: every message to a person, sent once."""
