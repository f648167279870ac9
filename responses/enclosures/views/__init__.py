"""Pages of enclosures."""
