"""Record a request as received, and read its questions."""

import re
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Authority, Team, User
from documents.requests.reader import UnreadableRequest, parse
from requests_app.alike.services import compare_when_recorded
from requests_app.assigning.services import assign_request
from requests_app.casework.doubles import mark_double
from requests_app.history.record import record
from requests_app.intake.details import (
    DetailsNotPossible,
    check_details,
    work_out_due_date,
)
from requests_app.intake.history import IntakeHistory
from requests_app.models import FOIRequest, Requester, RequesterType
from requests_app.questions.correcting import write_first
from requests_app.questions.outline.nodes import Outline, from_parsed
from requests_app.questions.stored_outline import counted
from requests_app.requesters.services import joined, make_requester_of
from requests_app.search.indexing import index_request
from statute.working_days import format_date

_LONGEST_SUBJECT = 80  # characters of a subject taken from the text
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
    requester_type: RequesterType | None = None,
    requester: Requester | None = None,
    subject: str = "",
    received_at: time | None = None,
    language: str = FOIRequest.Language.ENGLISH,
    team: Team | None = None,
    officer: User | None = None,
    by: User,
    on: date,
    form_key: UUID | None = None,
    outline: Outline | None = None,
) -> FOIRequest:
    """Record a request as received, with the questions read from its text.

    Args:
        authority: The authority asked.
        received_text: The request, word for word; never changed.
        received_on: The London day on which the authority received it.
        regime: One of `INFORMATION_REGIMES`.
        channel: One of `FOIRequest.Channel`.
        requester_name: The requester's name.
        requester_organisation: The requester's organisation, if given.
        requester_email: An address for the answer.
        requester_address: A postal address for the answer.
        requester_type: The kind of requester; None where not stated.
        requester: The record of the person, as an officer chose it; None to make a
            record for somebody new.
        subject: The title used in lists; taken from the text if empty.
        received_at: The London time of receipt, if known.
        language: The language of letters to the requester, one of
            `FOIRequest.Language`.
        team: The team that will answer.
        officer: The officer who will handle the request.
        by: The person recording the request.
        on: The London day of recording.
        form_key: Identifies the form; a form sent twice makes one request.
        outline: The questions as an officer corrected them; None reads the text.

    Returns:
        The request in the state "received", not yet registered.

    Raises:
        DetailsNotPossible: A detail is not possible; names it.
        RequesterNotPossible: The record is of another authority, merged or erased.
        AssignmentNotPossible: The team or the officer cannot take the request.

    Source: FOIA 2000 s.8(1); FOISA 2002 s.8(1); EIR 2004 and EISR 2004 reg 5(1), which
    also allow a request by word of mouth.
    """
    if form_key and (twin := FOIRequest.objects.filter(form_key=form_key).first()):
        return twin
    if outline is None:
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
        requester_type=requester_type,
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
            foi_request.requester = (
                make_requester_of(foi_request, by=by, on=on)
                if requester is None
                else joined(foi_request, requester, by=by, on=on)
            )
            foi_request.save()
    except IntegrityError:
        twin = FOIRequest.objects.filter(form_key=form_key).first()
        if form_key is None or twin is None:
            raise
        return twin
    write_first(foi_request, outline, by=by)
    work_out_due_date(foi_request)
    foi_request.save(update_fields=["due_on"])
    record(
        foi_request=foi_request,
        kind=IntakeHistory.REQUEST_RECORDED,
        by=by,
        on=on,
        note=f"Received on {format_date(received_on)}: {counted(outline)}.",
        changes=(
            {} if requester is None else {"requester_record": ["", requester.label]}
        ),
    )
    if team is not None or officer is not None:
        foi_request = assign_request(
            foi_request=foi_request, team=team, officer=officer, by=by, on=on
        )
    index_request(foi_request)
    compare_when_recorded(foi_request)
    return foi_request


@transaction.atomic
def record_double(
    *, original: FOIRequest, by: User, on: date, **details: Any
) -> FOIRequest:
    """Record a request that has arrived before, on the file of the first.

    Its words, sender and day are kept, and no figure counts it.

    Args:
        original: The request that is answered, from the same person.
        by: The person recording the double.
        on: The London day of recording.
        **details: As for `record_request`.

    Returns:
        The double, closed.

    Raises:
        DoubleNotPossible: The request is none of the other's doubles.
        DetailsNotPossible: A detail is not possible; names it.
    """
    double = record_request(by=by, on=on, **details)
    if double.is_double:
        return double
    return mark_double(
        foi_request=double, original=original, is_same_person=True, by=by, on=on
    )


def subject_of(outline: Outline) -> str:
    """Return the subject of a request: its subject line, or the start of its text."""
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
    # Drop an unclosed bracket, which letters would print.
    if whole.count("(") > whole.count(")"):
        whole = whole.rpartition("(")[0].rstrip() or whole
    return f"{whole} …"
