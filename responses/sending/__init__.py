"""Send letters: once each, and only to a confirmed address."""
