"""Forms of clock."""
