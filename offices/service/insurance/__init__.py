"""Social and medical insurance (D2, D3)."""
