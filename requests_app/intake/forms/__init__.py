"""Forms for the intake of requests."""
