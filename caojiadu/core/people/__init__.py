"""One person across the offices: what the reader may open already, on one page, and which rows are one person."""
