"""Pages for issuing."""
