"""Correct the questions of a request, with all that hangs on them."""
