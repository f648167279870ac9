"""Earlier replies, imported or our own: read, searched and reused."""
