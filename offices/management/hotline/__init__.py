"""12345 orders: taken in, dispatched, handled, checked, called back, and brought back to the 12345 system."""
