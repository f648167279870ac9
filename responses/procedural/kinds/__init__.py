"""Letters that move a request without answering it, one module a kind."""
