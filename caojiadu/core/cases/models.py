"""The heart: cases, their clocks, assignments and events; moves.py is the one door."""
