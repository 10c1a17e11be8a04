"""CPPCC members, proposals, opinion notes (B13)."""
