"""What residents apply for at the centre and another body decides (D1, D3, D4, D6, D7)."""
