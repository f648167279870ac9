"""Letters that move a request without answering it."""
