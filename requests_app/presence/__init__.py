"""Tell people of others in the same request, reading or typing."""
