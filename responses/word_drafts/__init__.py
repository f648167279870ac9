"""Drafts that go out as Word documents and come back with changes and comments."""
