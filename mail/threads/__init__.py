"""Read messages, and find the request and the letter that each concerns."""
