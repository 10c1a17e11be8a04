"""Civil servants: training and appraisal (G1)."""
