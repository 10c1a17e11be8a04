"""Grid cases: how they live, what their moves ask, check and do."""
