"""How letters, calls and visits come in: online, at the window, signed with a link."""
