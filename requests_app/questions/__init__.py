"""Correct the questions of a request, and update all data linked to them."""
