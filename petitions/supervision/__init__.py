"""Supervision cards 督办 (Regulations on petition work, art. 40) and the slips of the district."""
