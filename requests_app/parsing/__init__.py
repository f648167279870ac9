"""Received text → preamble, numbered questions, closing; plain Python."""

from requests_app.parsing.reader import (
    LONGEST,
    RequestTooLong,
    UnreadableRequest,
    parse,
)
from requests_app.parsing.tree import (
    ParsedQuestion,
    ParsedRequest,
    as_dict,
    as_outline,
)

__all__ = [
    "LONGEST",
    "ParsedQuestion",
    "ParsedRequest",
    "RequestTooLong",
    "UnreadableRequest",
    "as_dict",
    "as_outline",
    "parse",
]
