"""What an answer says, to notice a change since a letter said it."""

import hashlib
import json

from responses.models import Answer

_SAID_OF_A_GROUND = (
    "provision_key",
    "why_applies",
    "harm",
    "factors_for",
    "factors_against",
    "balance",
)


def sha256_of_answer(answer: Answer) -> str:
    """Return the SHA-256 of what an answer says; load its citations with it."""
    grounds = [
        [getattr(citation, field) for field in _SAID_OF_A_GROUND]
        for citation in sorted(answer.citations.all(), key=lambda each: each.pk)
    ]
    said: list[object] = [answer.outcome, answer.text, grounds]
    if answer.as_question is not None:
        said.append(answer.as_question)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
