"""Culture, sports and tourism (H5, H6, H7)."""
