"""The answer to a letter: drafted, checked, signed, read, judged, and looked at a second time."""
