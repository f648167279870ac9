"""Past requests from another system, imported from a table."""
