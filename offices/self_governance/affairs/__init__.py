"""What committees do for the government, prove and make public (F1)."""
