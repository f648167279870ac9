"""Load the wording of a letter: its language, and its authority's own sentences."""

from types import MappingProxyType

from requests_app.models import FOIRequest
from responses.letters.wording.letter_wording import LetterWording
from responses.models import Wording


def wording_for(foi_request: FOIRequest) -> LetterWording:
    """Return the wording of a request's letters, for `content.wording`; one query."""
    return wording_in(foi_request.language, authority_id=foi_request.authority_id)


def wording_in(language: str, *, authority_id: int) -> LetterWording:
    """Return the wording of an authority's letters in one language; one query."""
    newest = (
        Wording.objects.filter(authority_id=authority_id, language=language)
        .order_by("key", "-number")
        .distinct("key")
        .values_list("key", "text")
    )
    own = {key: text for key, text in newest if text}
    return LetterWording(language=language, own=MappingProxyType(own))
