"""Where a matter stands, and until when somebody may still do something."""
