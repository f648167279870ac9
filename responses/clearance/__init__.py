"""Sending a response for clearance, clearing, returning and recalling it."""
