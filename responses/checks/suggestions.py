"""Warn of suggested changes that are neither accepted nor refused."""

from collections.abc import Iterator

from django.db.models import Count, F, Max, Q

from requests_app.models import FOIRequest
from requests_app.workflow import DRAFTING_STATES
from responses.letters.procedural_content import AnyContent
from responses.models import Suggestion
from statute.notices import RESPONSES, Finding, warn

OPEN_SUGGESTIONS = "open_suggestions"


def open_suggestions(foi_request: FOIRequest, content: AnyContent) -> Iterator[Finding]:
    """Yield a warning where a response is sent for clearance with open suggestions.

    The warning is another once another suggestion was made: a reason given for the
    earlier suggestions does not answer a later one. Suggestions of an approver during
    clearance do not count: the approver decides with them before the eyes.
    """
    if content.type not in RESPONSES:
        return
    made = Suggestion.objects.filter(base__answer__foi_request=foi_request)
    if foi_request.state not in DRAFTING_STATES:
        sent_at = F("base__answer__foi_request__response_draft__submitted_at")
        made = made.filter(Q(written_at=None) | Q(written_at__lte=sent_at))
    found = made.order_by().aggregate(
        newest=Max("pk"), open=Count("pk", filter=Q(state=Suggestion.State.OPEN))
    )
    if found["open"]:
        yield warn(
            OPEN_SUGGESTIONS,
            "Suggested changes to this letter are open. Accept or refuse them, or say "
            "why the letter can go with them open.",
            "Good practice: what a colleague suggested is decided before the letter "
            "goes",
            f"suggestion {found['newest']}",
        )
