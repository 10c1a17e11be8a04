"""One search over everything that the public may read here, and who does what is not done here."""
