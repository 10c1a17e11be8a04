"""Education in the neighbourhoods (F0)."""
