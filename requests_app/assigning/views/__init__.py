"""Views of assigning."""
