"""The actions possible on a request, by state and role."""
