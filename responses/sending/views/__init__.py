"""Pages for sending."""
