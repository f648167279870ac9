"""Drafts sent out as Word documents and returned with changes and comments."""
