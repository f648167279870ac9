"""Tell people who else has the same request open, and who is typing where."""
