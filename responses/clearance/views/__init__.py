"""Pages of clearance."""
