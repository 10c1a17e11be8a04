"""Households in assistance (D4): what they are due, visits, re-checks, months paid too much."""
