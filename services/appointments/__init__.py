"""Appointments at a centre: which times are free, taking one, and what people are told."""
