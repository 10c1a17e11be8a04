"""Neighbourhood committees: members, elections, meetings, charters (F1)."""
