"""Days on which leaders receive people themselves (Regulations on petition work, art. 18)."""
