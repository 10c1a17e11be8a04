"""What lives in another system too: its number there, what has still to be entered there, and when both agreed."""
