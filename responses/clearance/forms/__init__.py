"""Forms of clearance."""
