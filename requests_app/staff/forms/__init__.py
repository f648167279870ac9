"""Forms of people and of the own account."""
