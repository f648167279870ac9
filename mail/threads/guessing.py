"""Guess what a message asks for. An officer decides; a guess only fills in fields."""

import re
from dataclasses import dataclass
from typing import Final

from accounts.models import Authority
from documents.likeness.asked import own_words
from documents.likeness.fingerprints import (
    Fingerprint,
    as_bytes,
    bands,
    fingerprint,
)
from documents.requests.reader import UnreadableRequest, parse
from mail.models import Entry
from mail.threads.language import language_of
from requests_app.intake.suggested_regime import suggest_regime
from requests_app.questions.outline.nodes import from_parsed

_MOST_COMPARED: Final = 100_000  # characters
_URGENT: Final = re.compile(
    r"\burgent(?:ly)?\b|\bas a matter of urgency\b|\bcourt (?:hearing|date|order)\b"
    r"|\bjudicial review\b|\bhearing on\b|\binjunction\b|\bpress deadline\b"
    r"|\bright of reply\b|\brisk to (?:life|safety)\b|\bbrys\b|\bar frys\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What the words of a message tell.

    Attributes:
        regime: One of `INFORMATION_REGIMES`.
        regime_reason: What tells of it; "" for the usual law.
        language: One of `FOIRequest.Language`.
        question_count: The number of questions read; 0 where there are none.
        urgent_reason: What makes it urgent; "" for nothing.
        minhash: The fingerprint of the words, () without words.
    """

    regime: str
    regime_reason: str
    language: str
    question_count: int
    urgent_reason: str
    minhash: Fingerprint


def guess(*, subject: str, text: str, authority: Authority) -> Guess:
    """Return what a message tells of the request in it.

    Args:
        subject: Its subject.
        text: Its words.
        authority: The authority that got it.
    """
    regime = suggest_regime(f"{subject}\n{text}", authority)
    urgent = _URGENT.search(f"{subject}\n{text[:_MOST_COMPARED]}")
    return Guess(
        regime=regime.regime,
        regime_reason=regime.reason,
        language=language_of(text),
        question_count=_question_count(text),
        urgent_reason=f"It says “{urgent[0]}”" if urgent else "",
        minhash=fingerprint(own_words(text[:_MOST_COMPARED])),
    )


def guess_entry(entry: Entry) -> None:
    """Set what the words of an entry tell; the caller saves."""
    guessed = guess(subject=entry.subject, text=entry.text, authority=entry.authority)
    entry.regime, entry.regime_reason = guessed.regime, guessed.regime_reason
    entry.language = guessed.language
    entry.question_count = guessed.question_count
    entry.urgent_reason = guessed.urgent_reason
    entry.minhash, entry.bands = as_bytes(guessed.minhash), bands(guessed.minhash)


def _question_count(text: str) -> int:
    try:
        return from_parsed(parse(text)).question_count if text.strip() else 0
    except UnreadableRequest:
        return 0
