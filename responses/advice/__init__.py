"""Advice from outside the authority: sought, chased, received, followed or not."""
