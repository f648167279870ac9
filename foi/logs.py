"""What the log says of pages that were refused."""

import logging

from django.core.exceptions import PermissionDenied


def without_trace(record: logging.LogRecord) -> bool:
    """Keep a refusal to a line: where in the code it was refused helps nobody."""
    if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
        record.exc_info = None
    return True
