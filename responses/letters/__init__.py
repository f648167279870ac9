"""Compose a letter, and make its page, PDF, Word document and text."""
