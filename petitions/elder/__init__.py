"""The way for old eyes and hands: four doors, one question a screen, the telephone first."""
