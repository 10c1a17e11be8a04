"""The staff screens that every office reuses."""
