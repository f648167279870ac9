"""Keep the words of answers, letters, files and replies in the index."""

from requests_app.models import FOIRequest
from requests_app.search.indexing import index_request
from requests_app.search.sources import Part


def index_answers(*, foi_request: FOIRequest) -> None:
    """Index the request's answers, their reasons and its statement as they stand.

    Every service that changes them calls this. Autosaved texts are left out until the
    user saves: they change every second, and an index is expensive to write.
    """
    index_request(foi_request, Part.ANSWERED)


def index_added(*, foi_request: FOIRequest) -> None:
    """Index the request's letters, files and replies as they stand.

    Every service that adds one, or takes one away, calls this.
    """
    index_request(foi_request, Part.ADDED)
