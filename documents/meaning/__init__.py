"""Which earlier questions may ask the same, by meaning, and what differs."""
