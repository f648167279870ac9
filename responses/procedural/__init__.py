"""Procedural letters: they move a request without answering it."""
