"""One form for each service."""
