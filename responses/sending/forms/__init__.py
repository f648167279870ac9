"""Forms of sending."""
