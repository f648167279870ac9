"""Record a request as it was received, and read what it asks."""

import re
from datetime import date, time
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Authority, Team, User
from documents.requests.reader import UnreadableRequest, parse
from requests_app.casework.handling import assign_request
from requests_app.history.record import record
from requests_app.intake.details import (
    DetailsNotPossible,
    check_details,
    work_out_due_date,
)
from requests_app.models import FOIRequest, HistoryEntry
from requests_app.questions.correcting import write_first
from requests_app.questions.outline.nodes import Outline, from_parsed
from requests_app.questions.stored_outline import counted
from requests_app.search import index_request
from statute.working_days import format_date

_LONGEST_SUBJECT = 80  # characters of one taken from the text
_SUBJECT_LINE = re.compile(r"\s*(?:subject|re)\s*:\s*(\S.*)", re.IGNORECASE)


@transaction.atomic
def record_request(
    *,
    authority: Authority,
    received_text: str,
    received_on: date,
    regime: str,
    channel: str,
    requester_name: str,
    requester_organisation: str = "",
    requester_email: str = "",
    requester_address: str = "",
    subject: str = "",
    received_at: time | None = None,
    language: str = FOIRequest.Language.ENGLISH,
    team: Team | None = None,
    officer: User | None = None,
    by: User,
    on: date,
    form_key: UUID | None = None,
) -> FOIRequest:
    """Record a request as it was received, with its questions as they are read.

    Args:
        authority: Who is asked.
        received_text: The request, word for word; kept so for ever.
        received_on: The London day on which the authority received it.
        regime: One of `FOIRequest.Regimes`.
        channel: One of `FOIRequest.Channel`.
        requester_name: Who asks.
        requester_organisation: For whom, if they say so.
        requester_email: Where an answer can go.
        requester_address: Where else.
        subject: What lists call it; taken from the text if not given.
        received_at: The London time of receipt, if it is known.
        language: One of `FOIRequest.Language`: that of letters to the requester.
        team: Who will answer.
        officer: Who will handle it.
        by: Who records it.
        on: The London day of recording.
        form_key: Names the form; the same form sent twice is one request.

    Returns:
        The request, received and not yet registered.

    Raises:
        DetailsNotPossible: A detail cannot be so; says which.
        AssignmentNotPossible: Team or officer cannot take it.

    Source: FOIA 2000 s.8(1); FOISA 2002 s.8(1); EIR 2004 and EISR 2004 reg 5(1), under
    which a request may also be made by word of mouth.
    """
    if form_key and (twin := FOIRequest.objects.filter(form_key=form_key).first()):
        return twin
    outline = _read(received_text)
    foi_request = FOIRequest(
        authority=authority,
        form_key=form_key,
        received_text=received_text,
        preamble=outline.preamble,
        closing=outline.closing,
        requester_name=requester_name,
        requester_organisation=requester_organisation,
        requester_email=requester_email,
        requester_address=requester_address,
        subject=subject or subject_of(outline),
        received_on=received_on,
        received_at=received_at,
        language=language,
        regime=regime,
        channel=channel,
    )
    check_details(foi_request, on=on)
    try:
        with transaction.atomic():
            foi_request.save()
    except IntegrityError:
        twin = FOIRequest.objects.filter(form_key=form_key).first()
        if form_key is None or twin is None:
            raise
        return twin
    work_out_due_date(foi_request)
    foi_request.save(update_fields=["due_on"])
    write_first(foi_request, outline, by=by)
    record(
        foi_request=foi_request,
        kind=HistoryEntry.Kind.REQUEST_RECORDED,
        by=by,
        on=on,
        note=f"Received on {format_date(received_on)}: {counted(outline)}.",
    )
    if team is not None or officer is not None:
        foi_request = assign_request(
            foi_request=foi_request, team=team, officer=officer, by=by, on=on
        )
    index_request(foi_request)
    return foi_request


def subject_of(outline: Outline) -> str:
    """Return what a request is about: its own subject line, or how it begins."""
    for line in outline.preamble.splitlines()[:20]:
        if found := _SUBJECT_LINE.match(line):
            return _shortened(found[1])
    asked = (node.text for node in outline.nodes if node.text)
    return _shortened(
        next(asked, "") or outline.preamble or outline.closing or "No words"
    )


def _read(received_text: str) -> Outline:
    if not received_text.strip():
        raise DetailsNotPossible("received_text", "Paste the text of the request.")
    try:
        return from_parsed(parse(received_text))
    except UnreadableRequest as refusal:
        raise DetailsNotPossible("received_text", str(refusal)) from refusal


def _shortened(text: str) -> str:
    words = " ".join(text[: 4 * _LONGEST_SUBJECT].split())
    if len(words) <= _LONGEST_SUBJECT:
        return words
    whole = words[:_LONGEST_SUBJECT].rpartition(" ")[0] or words[:_LONGEST_SUBJECT]
    # A letter would print a bracket that is never closed.
    if whole.count("(") > whole.count(")"):
        whole = whole.rpartition("(")[0].rstrip() or whole
    return f"{whole} …"
