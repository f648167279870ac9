"""Filters that describe files on pages."""

from collections.abc import Iterable

from django import template

from requests_app.files.sizes import size_of
from responses.letters.enclosures import format_of
from responses.models import Enclosure

register = template.Library()


@register.filter
def file_format(name: str) -> str:
    """Return the kind of file by its name: "Excel workbook"."""
    kind = format_of(name)
    return f"{kind[:1].upper()}{kind[1:]}"


@register.filter
def file_size(size_bytes: int) -> str:
    """Return a size in readable units: "1.4 MB"."""
    return size_of(size_bytes)


@register.filter
def any_waiting(enclosures: Iterable[Enclosure]) -> bool:
    """Return whether a file is still waiting for its hidden-data check."""
    return any(not enclosure.is_scanned for enclosure in enclosures)
