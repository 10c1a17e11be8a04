"""The reception hall: tickets, calling, windows, the screen, the figures of a day."""
