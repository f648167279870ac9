"""Spellings of what is on record of a person, found in any text."""
