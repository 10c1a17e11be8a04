"""Uploaded files: checked, held until clean, served only to those who may read them."""
