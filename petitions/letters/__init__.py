"""The letter itself: its record, states, limits, words of messages; what every theme stands on."""
