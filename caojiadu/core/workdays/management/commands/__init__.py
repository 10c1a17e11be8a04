"""Commands of the calendar: load a year, count a deadline."""
