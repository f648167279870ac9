"""Tell Welsh messages from English ones."""

from functools import cache
from typing import Any, Final

from requests_app.models import FOIRequest

_FEWEST_WORDS: Final = 5
_MOST_CHARACTERS: Final = 5_000
_SURE: Final = 0.9


def language_of(text: str) -> str:
    """Return the language of a message, one of `FOIRequest.Language`.

    English where the text is short or mixed. Loads a model of 30 MB: for workers only.
    """
    start = text[:_MOST_CHARACTERS]
    if len(start.split()) < _FEWEST_WORDS:
        return FOIRequest.Language.ENGLISH
    language, share = _identifier().classify(start)
    is_welsh = language == "cy" and share >= _SURE
    return FOIRequest.Language.WELSH if is_welsh else FOIRequest.Language.ENGLISH


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", "cy"])
    return identifier
