"""Pages of the messages of a request."""
