"""The residents' frame: home, about, mine."""
