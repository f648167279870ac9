"""Composing a letter, its page, PDF, Word document and text."""
