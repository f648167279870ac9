"""What may be done with a request, by state and role."""
