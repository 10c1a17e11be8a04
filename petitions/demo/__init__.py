"""Made-up people and letters for a demonstration; nothing here is about anybody."""
