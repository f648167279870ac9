"""Index the answers of a request for search."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from documents.richtext.plain import to_plain
from requests_app.models import FOIRequest
from responses.models import NCNDStatement

# In characters. PostgreSQL limits one index entry to a megabyte of words.
MOST_INDEXED_CHARACTERS = 250_000


def index_answers(*, foi_request: FOIRequest) -> None:
    """Index the request's answers and its statement as they stand.

    Every service that changes them calls this. Autosaved texts are left out until the
    user saves: they change every second, and an index is expensive to write.
    """
    texts = [to_plain(answer.text) for answer in foi_request.answers.all()]
    for statement in NCNDStatement.objects.filter(foi_request=foi_request):
        texts += [statement.scope, statement.harm, statement.balance]
    words = "\n".join(texts)[:MOST_INDEXED_CHARACTERS]
    FOIRequest.objects.filter(pk=foi_request.pk).update(
        answer_words=SearchVector(Value(words), config="english", weight="C")
    )
