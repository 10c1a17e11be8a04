"""Development plans, projects, indicators, reforms (H0, H1, H2)."""
