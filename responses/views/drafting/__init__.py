"""Pages on which a response is written."""
