"""Forms for sending."""
