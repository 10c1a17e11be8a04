"""Projects of self-government and the meetings behind them (F3)."""
