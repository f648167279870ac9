"""The append-only history of a request."""
