"""How pages describe files."""

from collections.abc import Iterable

from django import template

from responses.letters.enclosures import format_of, size_of
from responses.models import Enclosure

register = template.Library()


@register.filter
def file_format(name: str) -> str:
    """Return what kind of file a name stands for: "Excel workbook"."""
    kind = format_of(name)
    return f"{kind[:1].upper()}{kind[1:]}"


@register.filter
def file_size(size_bytes: int) -> str:
    """Return a size as people say it: "1.4 MB"."""
    return size_of(size_bytes)


@register.filter
def any_waiting(enclosures: Iterable[Enclosure]) -> bool:
    """Whether one of the files is still to be looked through."""
    return any(not enclosure.is_scanned for enclosure in enclosures)
