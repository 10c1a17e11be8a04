"""Review 复查 and re-review 复核 of a handling opinion (2022 Regulations, art. 35-36)."""
