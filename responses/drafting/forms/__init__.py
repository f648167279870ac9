"""Forms for drafting."""
