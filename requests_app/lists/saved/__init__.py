"""Saved views: lists kept under a name, shared and pinned."""
