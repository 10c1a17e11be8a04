"""Supporting staff: contracts and attendance (G4)."""
