"""Requests in any number, made up in bulk for load tests."""
