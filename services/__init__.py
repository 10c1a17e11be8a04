"""Services: what a resident comes to the reception centre for."""
