"""Send a response for clearance, clear, return and recall it."""
