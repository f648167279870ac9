"""Addresses of pages about a request, for the many rows of a page.

Django takes longer to find an address than to render its row. The address of each page
is therefore found once per process, with stand-ins for its parts.
"""

from functools import cache
from urllib.parse import quote

from django.urls import get_urlconf, reverse

_REFERENCE = "9-reference-9"
_KEY = 9_100_000_000_000_000_009


def address(page: str, reference: str, key: int | None = None) -> str:
    """Return the address of a page about a request, as `reverse` does.

    Args:
        page: The name of the page.
        reference: The reference of the request.
        key: The key or number that follows in the address; None for none.
    """
    found = _pattern(page, key is not None, get_urlconf())
    quoted = quote(reference.replace("/", "~"), safe="!$&'()*+,;=/~:@")
    return found.replace(_REFERENCE, quoted).replace(str(_KEY), str(key))


@cache
def _pattern(page: str, has_key: bool, _urlconf: str | None) -> str:
    return reverse(page, args=[_REFERENCE, *([_KEY] if has_key else [])])
