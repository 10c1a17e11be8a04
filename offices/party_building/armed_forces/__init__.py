"""Military service and defence education (B7)."""
