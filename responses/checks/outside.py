"""Problems of letters that apps above this one find, and where each is put right."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from requests_app.models import FOIRequest
from statute.notices import Finding

Source = Callable[[FOIRequest], Iterable[Finding]]


class Page(NamedTuple):
    """A page of the request on which a problem is put right.

    Attributes:
        url_name: Its name; the address has the reference.
        words: The text of the link.
    """

    url_name: str
    words: str


_sources: Final[dict[Source, None]] = {}
_pages: Final[dict[str, Page]] = {}


def register(source: Source, *, code: str, page: Page) -> None:
    """Have the findings of a source stand among those of every letter.

    Call it in `AppConfig.ready`.

    Args:
        source: Returns the findings of a request, each with this code.
        code: The code of its findings.
        page: Where they are put right.
    """
    _sources[source] = None
    _pages[code] = page


def found_outside(foi_request: FOIRequest) -> Iterator[Finding]:
    """Yield the findings of every source."""
    for source in _sources:
        yield from source(foi_request)


def page_for(code: str) -> Page | None:
    """Return where a finding of a source is put right; None for others."""
    return _pages.get(code)
