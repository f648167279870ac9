"""Pages for drafting."""
