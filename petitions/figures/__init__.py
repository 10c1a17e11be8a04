"""Figures of a period and of a year (Regulations on petition work, art. 41): each opens the cases behind it."""
