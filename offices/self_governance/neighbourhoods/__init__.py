"""Neighbourhood committees: members, elections, meetings, charters, proofs, what they make public (F1)."""
