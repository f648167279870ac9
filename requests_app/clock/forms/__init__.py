"""Forms of the clock."""
