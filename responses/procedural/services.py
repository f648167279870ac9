"""Save, discard and issue procedural letters."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from requests_app.clock.events import working_out_dates
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.checks.services import check_ready, keep_overrides
from responses.issuing.services import check_next, pdf_job_key
from responses.letters.addressed import addressed_to
from responses.letters.pages import page_of, sha256_of
from responses.letters.procedural_content import ProceduralContent
from responses.letters.records import MAKE_PDF
from responses.models import Letter, ProceduralDraft
from responses.procedural.history import ProceduralHistory
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.catalogue import KINDS, compose_procedural
from responses.procedural.kinds.fields import kept_whole, values_of
from responses.procedural.moving import check_can_move
from responses.refusals import LetterChanged
from responses.searching.services import index_added
from responses.sending.queueing import Sending, posted_to, queue_sending
from statute.notices import LetterType


class ProceduralLetterNotPossible(Refusal):
    """The letter is not possible: the request, the law or the day does not allow it."""


class ProceduralDraftChanged(Refusal):
    """Another user saved the letter after this text was begun.

    Attributes:
        draft: The draft as now stored.
    """

    def __init__(self, draft: ProceduralDraft) -> None:
        self.draft = draft
        moment = timezone.localtime(draft.updated_at)
        super().__init__(
            f"{draft.updated_by} saved this letter at {moment:%H:%M}, after you "
            "opened it. Your text is kept: compare both versions below, then save "
            "the right one."
        )


def procedural_draft_of(foi_request: FOIRequest, kind: str) -> ProceduralDraft | None:
    """Return the draft of a kind of letter, or None if not begun."""
    return (
        ProceduralDraft.objects.filter(foi_request=foi_request, type=kind, letter=None)
        .select_related("updated_by")
        .first()
    )


def procedural_content(
    foi_request: FOIRequest, kind: str, *, on: date
) -> ProceduralContent:
    """Return the content of a letter as if issued on a day, from the saved draft."""
    draft = procedural_draft_of(foi_request, kind)
    details = draft.details if draft else {}
    return compose_procedural(foi_request, kind=kind, details=details, on=on)


@transaction.atomic
def save_procedural_letter(
    *,
    foi_request: FOIRequest,
    kind: str,
    details: Mapping[str, Any],
    version: int,
    by: User,
    on: date,
    at: datetime,
    is_autosave: bool = False,
) -> ProceduralDraft:
    """Save the values of a letter's form. The request is not moved.

    Args:
        foi_request: The request the letter is about.
        kind: The type of letter, by `LetterType`.
        details: The values of the form, by field name.
        version: The version on the page; 0 where the letter was not begun yet.
        by: The officer writing the letter.
        on: The London day.
        at: The moment.
        is_autosave: Whether the page saved automatically. History records only saves
            made by the officer.

    Returns:
        The draft as saved.

    Raises:
        ProceduralLetterNotPossible: The letter is not possible for the request now.
        ProceduralDraftChanged: Another user saved the letter since.
    """
    locked = lock(foi_request)
    _check_possible(locked, kind, on)
    draft = procedural_draft_of(locked, kind)
    if draft is None:
        draft = ProceduralDraft(foi_request=locked, type=kind, version=0)
    if draft.pk and draft.details == dict(details):
        return draft
    if draft.version != version:
        raise ProceduralDraftChanged(draft)
    before = draft.details
    draft.details, draft.version = dict(details), draft.version + 1
    draft.updated_by, draft.updated_at = by, at
    draft.save()
    if not is_autosave:
        record(
            foi_request=locked,
            kind=ProceduralHistory.PROCEDURAL_LETTER_SAVED,
            by=by,
            on=on,
            note=draft.get_type_display(),
            changes=_changes(draft, before, draft.details, on=on),
        )
    return draft


@transaction.atomic
def discard_procedural_letter(
    *, foi_request: FOIRequest, kind: str, by: User, on: date
) -> None:
    """Discard a draft; history keeps its words. Harmless to run twice."""
    locked = lock(foi_request)
    draft = procedural_draft_of(locked, kind)
    if draft is None:
        return
    record(
        foi_request=locked,
        kind=ProceduralHistory.PROCEDURAL_LETTER_DISCARDED,
        by=by,
        on=on,
        note=draft.get_type_display(),
        changes=_changes(draft, draft.details, {}, on=on),
    )
    draft.delete()


@transaction.atomic
@working_out_dates()
def issue_procedural_letter(
    *,
    foi_request: FOIRequest,
    kind: str,
    number: int,
    page_sha256: str,
    by: User,
    on: date,
    at: datetime,
    sending: Sending | None = None,
) -> Letter:
    """Issue a letter. It moves the request as the law requires, once it is given.

    A move that is not possible is refused before the letter is issued. A procedural
    letter needs no clearance. Its PDF is made afterwards, from the frozen page alone.

    Args:
        foi_request: The request the letter is about.
        kind: The type of letter, by `LetterType`.
        number: The number of this letter within the request, from 1. Asking again with
            the same number issues no second letter.
        page_sha256: `letters.sha256_of` the page read before issuing, with the recorded
            address; a letter that goes by post prints the address it is posted to.
        by: The officer issuing the letter.
        on: The London day of issue, printed on the letter.
        at: The moment.
        sending: How to send the letter; None to decide later.

    Returns:
        The letter, still without its PDF.

    Raises:
        AlreadyIssued: The letter of this number has been issued.
        ProceduralLetterNotPossible: The letter is not possible for the request now.
        LetterChanged: The letter has changed since it was read.
        ResponseNotReady: The letter lacks something required by law, or has a warning
            without an override.
        TransitionNotAllowed, DayNotPossible, ExtensionNotPossible, FeeTooLate,
            DateNotWorkedOut: The request cannot be moved in this way.

    Source: FOIA 2000 ss.1(3), 9, 10 and 17; FOISA 2002 ss.1(3), 9 and 15; EIR 2004 and
    EISR 2004 regs 7 to 10.
    """
    locked = lock(foi_request)
    check_next(locked, number)
    _check_possible(locked, kind, on)
    found = KINDS[LetterType(kind)]
    draft = procedural_draft_of(locked, kind)
    case = Case(locked, on=on)
    fields = found.fields(case)
    said = values_of(fields, draft.details if draft else {})
    content = found.compose(case, said)
    page = page_of(content)
    if sha256_of(page) != page_sha256:
        raise LetterChanged(
            "The letter has changed since you opened this page. Read the present "
            "letter, then issue it."
        )
    wrong = check_ready(locked, content)
    printed = addressed_to(content, posted_to(sending))
    if printed is not content:
        page = page_of(printed)
    letter = Letter.objects.create(
        foi_request=locked,
        number=number,
        type=kind,
        language=locked.language,
        html=page,
        html_sha256=sha256_of(page),
        issued_by=by,
        issued_on=on,
        issued_at=at,
    )
    keep_overrides(letter, content, wrong)
    if draft is None:
        draft = ProceduralDraft(foi_request=locked, type=kind)
    # Store defaults as values, so that later defaults do not change the record.
    draft.details = kept_whole(fields, said)
    if content.promised_on:
        draft.details["until"] = content.promised_on.isoformat()
    draft.letter, draft.updated_by, draft.updated_at = letter, by, at
    draft.save()
    check_can_move(locked, found, content, said, by=by, on=on)
    record(
        foi_request=locked,
        kind=ProceduralHistory.PROCEDURAL_LETTER_ISSUED,
        by=by,
        on=on,
        note=f"{letter.get_type_display()}, letter {number}",
        changes={"html_sha256": ["", letter.html_sha256]},
    )
    index_added(foi_request=locked)
    enqueue(
        kind=MAKE_PDF,
        idempotency_key=pdf_job_key(letter),
        payload={"letter_id": letter.pk},
        foi_request=locked,
    )
    if sending is not None:
        queue_sending(letter=letter, sending=sending, by=by, on=on, at=at)
    return letter


def _check_possible(foi_request: FOIRequest, kind: str, on: date) -> None:
    found = KINDS[LetterType(kind)]
    if not found.is_offered(Case(foi_request, on=on)):
        raise ProceduralLetterNotPossible(
            f"This request is “{foi_request.get_state_display()}”, and its law or the "
            f"day may not allow it: “{found.action}” is not possible now."
        )


def _changes(
    draft: ProceduralDraft,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    on: date,
) -> dict[str, list[Any]]:
    """Return what changed, in the words of the form.

    A value that the form no longer asks for is left out.
    """
    fields = KINDS[LetterType(draft.type)].fields(Case(draft.foi_request, on=on))
    return {
        field.label: [
            field.told(before.get(field.name)),
            field.told(after.get(field.name)),
        ]
        for field in fields
        if before.get(field.name) != after.get(field.name)
    }
