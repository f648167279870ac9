"""Leave out of a request whatever many requests have: greeting, law, farewell."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from documents.requests.language import (
    asks,
    asks_outright,
    has_question_mark,
    is_closing,
    is_salutation,
    is_sign_off,
    names_the_act,
    only_introduces_parts,
    sets_condition,
)

# A sentence ends at its mark, at an empty line, or where the next line has a new start.
_SENTENCE: Final = re.compile(
    r"(?<=[^\W\d_][^\W\d_][.?!:;])\s+|\n\s*\n|\n(?=\s*(?:[^a-z\s]|[a-z]{1,3}[.)]))"
)
# A copy may have other numbers.
_LABEL: Final = re.compile(r"\W*(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+", re.IGNORECASE)
_LONGEST: Final = 400  # characters; a longer sentence says more than a greeting
_LONGEST_SIGNATURE: Final = 5  # words of a name or an address, after a farewell


def own_words(text: str) -> str:
    """Return a request without greeting, mention of the Act, farewell and signature.

    Of a text without anything else, all is returned.

    Args:
        text: The request as received.

    Returns:
        A sentence, or a line of a list, on each line.
    """
    sentences = [
        _without_label(" ".join(each.split())) for each in _SENTENCE.split(text)
    ]
    return "\n".join(_own(sentences)) or "\n".join(sentences)


def _own(sentences: Iterable[str]) -> Iterator[str]:
    has_ended = False
    for sentence in sentences:
        has_ended = has_ended or is_sign_off(sentence)
        is_signature = has_ended and len(sentence.split()) <= _LONGEST_SIGNATURE
        if not _is_stock(sentence) and (asks(sentence) or not is_signature):
            yield sentence


def _without_label(sentence: str) -> str:
    label = _LABEL.match(sentence)
    return sentence[label.end() :] if label else sentence


def _is_stock(sentence: str) -> bool:
    if len(sentence) > _LONGEST:
        return False
    return (
        is_salutation(sentence)
        or is_closing(sentence)
        or (sets_condition(sentence) and not has_question_mark(sentence))
        or only_introduces_parts(sentence)
        or (names_the_act(sentence) and not asks_outright(sentence))
    )
