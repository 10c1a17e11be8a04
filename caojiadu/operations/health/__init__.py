"""Whether the portal is well: measured, shown to machines and in words, and said to whoever looks after it."""
