"""How days are written where Django's own way differs from that of the pages."""
