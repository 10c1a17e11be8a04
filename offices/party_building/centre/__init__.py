"""The Party service centre (B14)."""
