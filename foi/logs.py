"""Shorten the log entries of refused pages."""

import logging

from django.core.exceptions import PermissionDenied


def without_trace(record: logging.LogRecord) -> bool:
    """Log a refusal on a single line: its traceback is of no use."""
    if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
        record.exc_info = None
    return True
