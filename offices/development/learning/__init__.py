"""Courses of the community school, science for everybody (H3, H4)."""
