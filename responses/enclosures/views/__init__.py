"""Pages for enclosures."""
