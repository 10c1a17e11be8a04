"""Social organisations: incubation and projects that are paid for (H13)."""
