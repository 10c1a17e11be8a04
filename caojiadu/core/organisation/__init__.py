"""Offices, responsibilities, functions, centres, district bodies and neighbourhoods."""
