"""Urgent or major matters (快报、续报、终报; Regulations on petition work, art. 25)."""
