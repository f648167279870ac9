"""What pages call the fields of a draft, in its history and in its versions."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FIELD_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Answers, their reasons, and the statement that neither confirms nor denies.
        "outcome": "Outcome",
        "text": "Answer",
        "why_applies": "Why it applies",
        "harm": "The harm",
        "factors_for": "Public interest factors for",
        "factors_against": "Public interest factors against",
        "balance": "Where the balance lies, and why",
        "same_as": "The same reasons as",
        "scope": "What is neither confirmed nor denied",
        "no_inference": "Statement that nothing can be inferred",
        # The words around the answers.
        "opening": "Before the answers",
        "ending": "After the answers",
        "what_changed": "What this letter changes",
    }
)
