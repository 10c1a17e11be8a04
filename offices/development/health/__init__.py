"""Health campaigns, vaccination, epidemics, the health centre (H8, H15)."""
