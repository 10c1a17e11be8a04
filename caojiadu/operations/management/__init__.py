"""Commands of whoever looks after the portal."""
