"""Citations as history records them."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from accounts.models import User
from requests_app.history.kinds import HistoryKind
from requests_app.history.record import changes_between, record
from responses.drafting.cited import SAID
from responses.drafting.permitted import answer_reference
from responses.models import Answer, Citation


def fingerprint(citation: Citation) -> str:
    """Return a short hash of a citation's text, to detect a change by another page."""
    words = "\0".join(f"{k}\1{v}" for k, v in recorded_values(citation).items())
    return sha256(words.encode()).hexdigest()[:16]


def recorded_values(citation: Citation) -> dict[str, str]:
    """Return the text of a citation: its reasons, its facts, and what it shares."""
    said: dict[str, Any] = {field: getattr(citation, field) for field in SAID}
    return as_recorded({**said, "facts": citation.facts, "same_as": citation.same_as})


def as_recorded(said: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields as history writes them, each fact under its own name."""
    written = {field: str(said[field]) for field in SAID}
    for name, value in sorted(said["facts"].items()):
        written[name] = ", ".join(value) if isinstance(value, list) else str(value)
    shared: Citation | None = said["same_as"]
    if shared is not None and shared.answer is not None:
        written["same_as"] = _within(answer_reference(shared.answer))
    return written


def record_citation(
    citation: Citation,
    kind: HistoryKind,
    before: dict[str, str],
    after: dict[str, str],
    *,
    by: User,
    on: date,
) -> None:
    """Record what became of a citation, with its values before and after."""
    answer = answer_of(citation)
    record(
        foi_request=answer.foi_request,
        kind=kind,
        by=by,
        on=on,
        note=f"{citation.provision.citation}, for {_within(answer_reference(answer))}",
        changes=changes_between(before, after),
    )


def _within(name: str) -> str:
    """Return "question 2(b)", to stand within a sentence."""
    return name[:1].lower() + name[1:]


def answer_of(citation: Citation) -> Answer:
    """Return the answer that cites the provision."""
    return citation.answer  # type: ignore[return-value]  # never a statement's
