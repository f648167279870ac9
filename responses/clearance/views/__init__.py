"""Pages for clearance."""
