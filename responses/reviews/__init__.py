"""Deciding an internal review point by point."""
