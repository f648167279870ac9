"""Let a request be found by the words of its answers."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from documents.richtext.plain import to_plain
from requests_app.models import FOIRequest
from responses.models import NCNDStatement

# PostgreSQL holds a megabyte of words in one index entry; this stays well below it.
MOST_INDEXED_CHARACTERS = 250_000


def index_answers(*, foi_request: FOIRequest) -> None:
    """Make the request's answers and its statement findable as they stand.

    Whatever changes them calls this. Texts that only the page saved by itself are left
    out until somebody saves: an index is dear to write, and they change every second.
    """
    texts = [to_plain(answer.text) for answer in foi_request.answers.all()]
    for statement in NCNDStatement.objects.filter(foi_request=foi_request):
        texts += [statement.scope, statement.harm, statement.balance]
    words = "\n".join(texts)[:MOST_INDEXED_CHARACTERS]
    FOIRequest.objects.filter(pk=foi_request.pk).update(
        answer_words=SearchVector(Value(words), config="english", weight="C")
    )
