"""Working days, holidays and make-up days; deadline arithmetic that explains itself."""
