"""Keep people out of the logs: no addresses, and no values in tracebacks."""

import logging
import re
import smtplib
import traceback
from types import TracebackType
from typing import Final

from django.core.exceptions import PermissionDenied

_ADDRESS: Final = re.compile(r"[^\s<>\"'“”(),;:{}\[\]]+@[^\s<>\"'“”(),;:{}\[\]]+")
# Links carry their token in the path.
_TOKEN: Final = re.compile(r"(/(?:reply|progress)/)[^/\s\"'?]+")
_Raised = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


def without_trace(record: logging.LogRecord) -> bool:
    """Log a refusal on a single line: its traceback is of no use."""
    if record.exc_info and isinstance(record.exc_info[1], PermissionDenied):
        record.exc_info = None
    return True


class Discreet(logging.Formatter):
    """Writes where an error was raised and its kind, but not what it says.

    Mail servers and the database repeat addresses, names and whole rows in their
    errors. E-mail addresses and the tokens of links are left out as well.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the places of an error, without addresses."""
        line = _ADDRESS.sub("[address]", super().format(record))
        return _TOKEN.sub(r"\1[token]", line)

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's name
        """Return the places and the kinds of an error and of what led to it."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines += [*traceback.format_tb(error.__traceback__), _kind_of(error)]
            error = error.__cause__ or error.__context__
            lines += ["\nafter\n"] if error is not None else []
        return "".join(lines).rstrip()


def _kind_of(error: BaseException) -> str:
    """Return the kind of an error, with the code of a mail server."""
    code = ""
    if isinstance(error, smtplib.SMTPResponseException):
        code = f" {error.smtp_code}"
    elif isinstance(error, smtplib.SMTPRecipientsRefused):
        code = "".join(f" {refused}" for refused, _ in error.recipients.values())
    return f"{type(error).__name__}{code}\n"
