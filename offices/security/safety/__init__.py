"""Safety of workplaces: sites, the yearly plan, inspections (E1)."""
