"""The words in which the page of a request tells its history."""

from collections.abc import Mapping
from typing import Final

from requests_app.history.wording import Wording
from responses.drafting.titles import FIELD_TITLES
from responses.models import ReviewPoint
from responses.models.answers import OUTCOME_LABELS
from statute.facts import FACTS

_TITLES: Final[Mapping[str, str]] = {
    **{fact.id: fact.label for fact in FACTS.values()},
    **FIELD_TITLES,
    # Reviews.
    "decision": "Decision",
    "reasons": "Reasons",
    "remedy": "What is done to put things right",
    "remedy_by": "By",
    # Clearance.
    "route": "Route",
    "why_route": "Why this route",
    "bypassed": "Steps bypassed",
    "people_named": "People named",
    # Letters, warnings and files.
    "letter": "Letter",
    "warning": "Warning",
    "title": "Title",
    "found": "What was found",
}
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    **{fact.id: fact.choices for fact in FACTS.values() if fact.choices},
    "outcome": OUTCOME_LABELS,
    "decision": dict(ReviewPoint.Decision.choices),
}
WORDING: Final = Wording(
    titles=_TITLES,
    labels=_LABELS,
    rich={"text", "opening", "ending", "reasons"},
    unsaid={"version", "sha256", "html_sha256", "words_sha256", "pdf_sha256"},
)
