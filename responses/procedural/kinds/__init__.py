"""Kinds of procedural letter, one module for each kind."""
