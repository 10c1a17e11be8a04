"""The cultural centre: rooms, bookings, performances (H14)."""
