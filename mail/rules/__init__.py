"""Rules of an authority for incoming messages."""
