"""The reception centre with its windows (D7)."""
