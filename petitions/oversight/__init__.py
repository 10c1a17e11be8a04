"""What stands beside single letters: urgent reports, supervision, meetings, digests, suggestions."""
