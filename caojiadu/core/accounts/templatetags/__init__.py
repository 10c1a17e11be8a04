"""Tags of templates about accounts."""
