"""Received text → preamble, numbered questions, closing; plain Python."""
