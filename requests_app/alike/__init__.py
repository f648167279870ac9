"""Requests with nearly the same text."""
