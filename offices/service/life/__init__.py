"""The life service centre (D8): providers, and orders of residents."""
