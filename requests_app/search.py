"""Index requests for full-text search."""

from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from requests_app.models import FOIRequest

# PostgreSQL allows at most a megabyte of words in an index entry. This limit stays well
# below.
MOST_INDEXED_CHARACTERS = 250_000


def index_request(foi_request: FOIRequest) -> None:
    """Index the request for search in its current form.

    Every service that changes the request calls this. Weights, highest first: reference
    and subject; requester; questions; the text around the questions. A review is also
    found by the reference of the request under review.
    """
    asked = "\n".join(
        f"{label} {text} {after}"
        for label, text, after in foi_request.questions.values_list(
            "label", "text", "after"
        )
    )
    asked = asked[:MOST_INDEXED_CHARACTERS]
    around = f"{foi_request.preamble}\n{foi_request.closing}"
    references = foi_request.reference or ""
    if foi_request.review_of is not None:
        around = foi_request.received_text
        references += f" {foi_request.review_of.reference}"
    around = around[: MOST_INDEXED_CHARACTERS - len(asked)]
    weighed = {
        "A": f"{references} {foi_request.subject}",
        "B": f"{foi_request.requester_name} {foi_request.requester_organisation} "
        f"{foi_request.requester_email}",
        "C": asked,
        "D": around,
    }
    vectors = [
        SearchVector(Value(text), config="english", weight=weight)
        for weight, text in weighed.items()
    ]
    FOIRequest.objects.filter(pk=foi_request.pk).update(words=reduce(add, vectors))
