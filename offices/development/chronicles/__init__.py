"""The chronicles of the sub-district: chapters, sources, pictures (H12)."""
