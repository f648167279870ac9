"""Write requests of a table, many at once, with all that a request has."""

from collections.abc import Sequence
from datetime import date

from accounts.models import User
from requests_app.models import (
    ClockEvent,
    Fingerprint,
    FOIRequest,
    HistoryEntry,
    Requester,
    RequesterEntry,
    SearchEntry,
)
from requests_app.past_requests.drafts import Draft
from requests_app.past_requests.history import PastRequestsHistory
from requests_app.questions.rows import write_many
from requests_app.requesters.keeping import tidy


def write_drafts(
    drafts: Sequence[Draft], *, name: str, by: User | None, on: date
) -> None:
    """Make requests, each with its requester, questions and entry of history.

    Their words are indexed and compared in the background. Nobody is told.

    Args:
        drafts: The requests, none of which is there.
        name: The name of the file.
        by: The administrator; None for the command.
        on: The London day.
    """
    requesters = [_requester(draft.foi_request, on) for draft in drafts]
    Requester.objects.bulk_create(requesters)
    RequesterEntry.objects.bulk_create(
        RequesterEntry(requester=requester, kind=RequesterEntry.Kind.MADE, by=by, on=on)
        for requester in requesters
    )
    for draft, requester in zip(drafts, requesters, strict=True):
        draft.foi_request.requester = requester
    made = FOIRequest.objects.bulk_create([draft.foi_request for draft in drafts])
    write_many(
        [(draft.foi_request, draft.outline) for draft in drafts if draft.outline]
    )
    ClockEvent.objects.bulk_create(
        ClockEvent(
            foi_request=draft.foi_request,
            name=event.name.value,
            on=event.on,
            until=event.until,
            value=event.value or "",
        )
        for draft in drafts
        if (event := draft.dates.event) and event.on
    )
    HistoryEntry.objects.bulk_create(
        HistoryEntry(
            foi_request=draft.foi_request,
            kind=PastRequestsHistory.REQUEST_IMPORTED,
            by=by,
            on=on,
            note=_told(draft, name),
        )
        for draft in drafts
    )
    SearchEntry.objects.bulk_create(
        SearchEntry(
            foi_request=one,
            authority_id=one.authority_id,
            received_on=one.received_on,
            version=0,
        )
        for one in made
    )
    # Without words there is nothing to compare.
    Fingerprint.objects.bulk_create(
        Fingerprint(foi_request=one) for one in made if one.received_text
    )


def _requester(foi_request: FOIRequest, on: date) -> Requester:
    """Return a record of its own: only an officer says that two are one person."""
    made = Requester(
        authority=foi_request.authority,
        name=foi_request.requester_name,
        emails=[foi_request.requester_email],
        addresses=[foi_request.requester_address],
        organisation=foi_request.requester_organisation,
        requester_type=foi_request.requester_type,
        language=foi_request.language,
        changed_on=on,
    )
    tidy(made)
    return made


def _told(draft: Draft, name: str) -> str:
    lines = [f"Imported from {name}, line {draft.line}.", *draft.notes]
    if draft.note:
        lines.append(f"Note: {draft.note}")
    return "\n".join(lines)
