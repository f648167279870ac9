"""The language of a letter, and its authority's own wording."""

from types import MappingProxyType

from requests_app.models import FOIRequest
from responses.letters.wording.speech import Speech
from responses.models import Wording


def speech_of(foi_request: FOIRequest) -> Speech:
    """Return how letters of a request speak, for `content.speech`; one query."""
    return speech_in(foi_request.language, authority_id=foi_request.authority_id)


def speech_in(language: str, *, authority_id: int) -> Speech:
    """Return how letters of an authority speak in one language; one query."""
    newest = (
        Wording.objects.filter(authority_id=authority_id, language=language)
        .order_by("key", "-number")
        .distinct("key")
        .values_list("key", "text")
    )
    own = {key: text for key, text in newest if text}
    return Speech(language=language, own=MappingProxyType(own))
