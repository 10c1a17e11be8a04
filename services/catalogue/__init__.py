"""The catalogue: what services there are, what each takes, and finding it."""
