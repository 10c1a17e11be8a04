"""Social workers, service teams and their projects (G5)."""
