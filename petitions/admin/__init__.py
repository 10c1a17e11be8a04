"""What administrators set about letters and calls; they read no letter."""

from petitions.admin import urgent  # noqa: F401
