"""Working on a letter: the desk registers and accepts, an office works on it, others help, a leader may hold it."""
