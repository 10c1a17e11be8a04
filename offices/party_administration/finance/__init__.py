"""Budget, purchases, expense claims, accounts (A4)."""
