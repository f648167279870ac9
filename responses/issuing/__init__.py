"""Issuing a letter once, keeping it as issued, copies and publication."""
