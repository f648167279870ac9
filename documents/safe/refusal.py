"""Say why a file cannot be copied."""


class CannotCopy(Exception):
    """A file could not be copied; the message completes "it …"."""
