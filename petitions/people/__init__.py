"""Who takes part in a matter, who may open it, and who is kept out."""
