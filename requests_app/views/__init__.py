"""One view per page or action."""
