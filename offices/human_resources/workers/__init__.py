"""Community workers: grades, training, appraisal (G3)."""
