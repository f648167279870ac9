"""Pages of issuing."""
