"""Warn of the open comments of colleagues."""

from collections.abc import Iterator

from django.db.models import Count, F, Max, Q

from requests_app.models import FOIRequest
from requests_app.workflow import DRAFTING_STATES
from responses.letters.procedural_content import AnyContent
from statute.notices import RESPONSES, Finding, warn

OPEN_COMMENTS = "open_comments"


def open_comments(foi_request: FOIRequest, content: AnyContent) -> Iterator[Finding]:
    """Yield a warning where a response is sent for clearance with open comments.

    The warning is another once another thread was begun: a reason given for the earlier
    comments does not answer a later one. Resolving some changes nothing. Comments made
    during clearance do not count: the approver decides with them before the eyes.
    """
    if content.type not in RESPONSES:
        return
    threads = foi_request.comments.filter(reply_to=None)
    if foi_request.state not in DRAFTING_STATES:
        sent_at = F("foi_request__response_draft__submitted_at")
        threads = threads.filter(at__lte=sent_at)
    found = threads.aggregate(
        newest=Max("pk"), open=Count("pk", filter=Q(resolved_at=None))
    )
    if found["open"]:
        yield warn(
            OPEN_COMMENTS,
            "Comments on this letter are open. Resolve them, or say why the letter can "
            "go with them open.",
            "Good practice: what a colleague asked is answered before the letter goes",
            f"comment {found['newest']}",
        )
