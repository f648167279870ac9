"""Approve a response part by part, suggest amendments, clear it and return it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.text import capfirst

from accounts.models import User
from documents.richtext.rewording import changes_between
from documents.richtext.running import (
    NotInOnePlace,
    as_lines,
    reworded,
    running_text,
)
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering.lists import listed
from requests_app.refusals import Refusal
from responses.approving.history import ApprovingHistory
from responses.approving.parts import Part, parts_in, parts_of
from responses.clearance.actions import check_response_action
from responses.clearance.own_work import check_not_own_work
from responses.clearance.services import (
    clear_response,
    open_steps_for,
    return_response,
)
from responses.drafting.draft import Draft
from responses.drafting.permitted import check_questions, clean_rich_text
from responses.drafting.suggested import placed_in
from responses.drafting.suggestions import Proposed, keep_suggestions
from responses.models import (
    Answer,
    Look,
    PartApproval,
    PartReturn,
    Suggestion,
)

# What stands for the response as a whole among the parts returned.
WHOLE: Final = "whole"
_MOST_NAMED: Final = 6


def named(parts: Sequence[Part], *, is_first: bool = True) -> str:
    """Return parts by their titles, a long list cut short.

    Args:
        parts: The parts.
        is_first: Whether the words begin a sentence.
    """
    titles = [one.called for one in parts]
    if len(titles) > _MOST_NAMED:
        left = len(titles) - _MOST_NAMED
        titles = [*titles[:_MOST_NAMED], f"{left} further parts"]
    words = listed(titles)
    return capfirst(words) if is_first else words


class PartChanged(Refusal):
    """A part has other words than the approver read.

    Attributes:
        parts: The keys of the parts.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = [one.key for one in parts]
        super().__init__(
            f"{named(parts)} changed since you opened the page, so nothing was "
            "approved. The change is marked: read it, then decide."
        )


class NoSuchPart(Refusal):
    """The response has no such part any more."""


class NotAllApproved(Refusal):
    """Parts of the response are not approved."""


class AmendmentRefused(Refusal):
    """The amendment changes nothing, or cannot be made."""

    field = "words"


@transaction.atomic
def approve_parts(
    *,
    foi_request: FOIRequest,
    read: Mapping[str, str],
    by: User,
    on: date,
    at: datetime,
) -> list[Part]:
    """Approve parts of a response, each with the words that the approver read.

    Args:
        foi_request: A request in the state "in clearance".
        read: `Part.sha256` of the words read, by the key of the part.
        by: The approver, who wrote no part of the response.
        on: The London day.
        at: The moment.

    Returns:
        The parts now approved that were not before.

    Raises:
        ActionNotPossible: The request is not in clearance.
        OwnWork: The approver contributed to the response.
        NotYourStep: No open step waits for the approver, or the leave of the person
            that the approver stood in for has ended.
        NoSuchPart: The response has no part with a key.
        PartChanged: A part has other words now.
    """
    locked = _open(foi_request, by=by, on=on, at=at)
    parts = _parts_read(parts_in(locked), read)
    return _approve(locked, parts, by=by, on=on, at=at)


@transaction.atomic
def withdraw_approval(
    *, foi_request: FOIRequest, part: str, by: User, on: date
) -> None:
    """Take back one's approval of a part. Harmless to do twice.

    Args:
        foi_request: A request in the state "in clearance".
        part: The key of the part.
        by: The approver.
        on: The London day.

    Raises:
        ActionNotPossible: The request is not in clearance.
    """
    locked = lock(foi_request)
    check_response_action(locked, "clear-response")
    parts = [one for one in parts_in(locked) if one.key == part]
    found = PartApproval.objects.filter(
        foi_request=locked, part__in=[one.key for one in parts], by=by
    )
    if not found.exists():
        return
    found.delete()
    _record(locked, ApprovingHistory.APPROVAL_WITHDRAWN, parts, by=by, on=on)


@transaction.atomic
def note_looks(
    *, foi_request: FOIRequest, read: Mapping[str, str], by: User, at: datetime
) -> None:
    """Note that a person read parts of a response. Harmless to do twice.

    A part that has changed since the page was opened is left out.

    Args:
        foi_request: A request in any state.
        read: `Part.sha256` of the words read, by the key of the part.
        by: The person.
        at: The moment.
    """
    locked = lock(foi_request)
    parts = [one for one in parts_in(locked) if read.get(one.key) == one.sha256]
    _look(locked, parts, by=by, at=at)


@transaction.atomic
def clear_whole_response(
    *,
    foi_request: FOIRequest,
    words_sha256: str,
    rest: Mapping[str, str],
    by: User,
    on: date,
    at: datetime,
) -> FOIRequest:
    """Approve the rest of a response, and clear it.

    Args:
        foi_request: A request in the state "in clearance".
        words_sha256: `letters.sha256_of_words` of the letter shown to the approver.
        rest: `Part.sha256` of the parts to approve with this act, by key.
        by: The approver, who wrote no part of the response.
        on: The London day.
        at: The moment.

    Returns:
        The request: cleared, or still in clearance where others must clear it too.

    Raises:
        ActionNotPossible: The request is not in clearance.
        OwnWork: The approver contributed to the response.
        NotYourStep: No open step waits for the approver, or the leave of the person
            that the approver stood in for has ended.
        PartChanged: A part has other words now.
        NotAllApproved: A part is neither approved nor among the rest.
        LetterChanged: The letter is not the letter shown to the approver.
        ResponseNotReady: The letter lacks something that the law requires, or a warning
            is neither fixed nor overridden.
    """
    locked = _open(foi_request, by=by, on=on, at=at)
    parts = parts_in(locked)
    _approve(locked, _parts_read(parts, rest), by=by, on=on, at=at)
    if left := unapproved(locked, parts, by=by):
        raise NotAllApproved(
            f"You have not approved {named(left, is_first=False)}. Read what "
            "is left, then clear the response."
        )
    return clear_response(
        foi_request=locked, words_sha256=words_sha256, by=by, on=on, at=at
    )


def unapproved(
    foi_request: FOIRequest, parts: Iterable[Part], *, by: User
) -> list[Part]:
    """Return the parts that a person has not approved as they stand; one query."""
    approved = set(
        PartApproval.objects.filter(foi_request=foi_request, by=by).values_list(
            "part", "sha256"
        )
    )
    return [one for one in parts if (one.key, one.sha256) not in approved]


@transaction.atomic
def suggest_amendment(
    *,
    foi_request: FOIRequest,
    question: Question,
    words: str,
    version: int,
    by: User,
    on: date,
    at: datetime,
) -> list[Suggestion]:
    """Keep an approver's own words for an answer as suggestions to its officer.

    Args:
        foi_request: A request in the state "in clearance".
        question: One of its questions, with an answer.
        words: The whole text as the approver would have it, a line for each paragraph.
        version: The version of the answer read by the approver.
        by: The approver.
        on: The London day.
        at: The moment.

    Raises:
        ActionNotPossible: The request is not in clearance.
        OwnWork: The approver contributed to the response.
        NotYourStep: No open step waits for the approver, or the leave of the person
            that the approver stood in for has ended.
        NotOfThisRequest: The question belongs to another request.
        AmendmentRefused: There is no answer, nothing differs, or the answer was saved
            since.
    """
    check_questions(foi_request, [question])
    locked = _open(foi_request, by=by, on=on, at=at)
    answer = Answer.objects.filter(answered_questions__question=question).first()
    if answer is None:
        raise AmendmentRefused("This question has no answer of its own to amend.")
    if answer.version != version:
        raise AmendmentRefused(
            f"{answer.updated_by} saved this answer after you opened the page. Your "
            "text is below. Compare it with the answer, and suggest it again."
        )
    base = running_text(answer.text)
    changes = changes_between(as_lines(base), words.replace("\r\n", "\n").strip())
    if not changes:
        raise AmendmentRefused("Nothing was changed. Change the text to amend it.")
    made = keep_suggestions(
        answer,
        [Proposed(change=one, author=by, written_at=at) for one in changes],
        version=version,
        words=base,
    )
    if not made:
        # A second click: the same changes are suggested already.
        return made
    part = _part_of(parts_in(locked), question.pk)
    kind = ApprovingHistory.AMENDMENT_SUGGESTED
    _record(locked, kind, [part] if part else [], by=by, on=on)
    return made


@transaction.atomic
def return_with_comments(
    *,
    foi_request: FOIRequest,
    reasons: str,
    parts: Sequence[str] = (),
    is_amended: bool = False,
    by: User,
    on: date,
    at: datetime | None = None,
) -> FOIRequest:
    """Return a response to its officer because of some of its parts.

    Approvals stay: each holds for as long as the words of its part do.

    Args:
        foi_request: A request in the state "in clearance".
        reasons: What the approver wants changed.
        parts: The keys of the parts that have to change; none for the response as a
            whole.
        is_amended: Whether only the approver's amendments are to be decided.
        by: The approver.
        on: The London day.
        at: The moment; None for the present moment.

    Raises:
        ActionNotPossible: The request is not in clearance.
        NoReasonGiven: `reasons` is blank.
    """
    locked = lock(foi_request)
    known = {one.key for one in parts_in(locked)}
    chosen = [key for key in dict.fromkeys(parts) if key in known]
    returned = return_response(
        foi_request=locked,
        reasons=reasons,
        is_amended=is_amended,
        by=by,
        on=on,
        at=at,
    )
    PartReturn.objects.bulk_create(
        PartReturn(foi_request=locked, part=key, by=by, on=on, reasons=reasons)
        for key in chosen or [WHOLE]
    )
    return returned


@transaction.atomic
def clear_with_amendments(
    *,
    foi_request: FOIRequest,
    rest: Mapping[str, str],
    reasons: str = "",
    by: User,
    on: date,
    at: datetime,
) -> FOIRequest:
    """Return a response for the approver's amendments alone.

    The answers are approved as the amendments make them. Once the officer has accepted
    the amendments and sent the response again, no part is left to read.

    Args:
        foi_request: A request in the state "in clearance".
        rest: `Part.sha256` of the parts to approve with this act, by key.
        reasons: Further words to the officer; "" for none.
        by: The approver, who wrote no part of the response.
        on: The London day.
        at: The moment.

    Raises:
        ActionNotPossible: The request is not in clearance.
        OwnWork: The approver contributed to the response.
        NotYourStep: No open step waits for the approver, or the leave of the person
            that the approver stood in for has ended.
        PartChanged: A part has other words now.
        NotAllApproved: A part is neither approved, amended nor among the rest.
        AmendmentRefused: The approver has suggested nothing, or a suggestion has no
            place in its answer.
    """
    locked = _open(foi_request, by=by, on=on, at=at)
    draft = Draft(locked)
    parts = parts_of(draft)
    texts = _amended_texts(locked, by)
    amended = [one for one in parts if one.answer and one.answer.pk in texts]
    if not amended:
        raise AmendmentRefused("You have suggested no change to an answer yet.")
    keys = {one.key for one in amended}
    others = {key: sha256 for key, sha256 in rest.items() if key not in keys}
    _approve(locked, _parts_read(parts, others), by=by, on=on, at=at)
    left = [one for one in unapproved(locked, parts, by=by) if one.key not in keys]
    if left:
        raise NotAllApproved(
            f"You have not approved {named(left, is_first=False)}. Read what "
            "is left, then clear the response with your amendments."
        )
    for part in amended:
        if part.answer is not None:
            part.answer.text = texts[part.answer.pk]
    as_amended = [one for one in parts_of(draft) if one.key in keys]
    _keep_approvals(locked, as_amended, is_amended=True, by=by, at=at)
    places = named(amended, is_first=False)
    said = f"Cleared with amendments. Accept the changes suggested in {places}."
    return return_with_comments(
        foi_request=locked,
        reasons="\n\n".join(filter(None, [said, reasons.strip()])),
        parts=[one.key for one in amended],
        is_amended=True,
        by=by,
        on=on,
        at=at,
    )


def _open(foi_request: FOIRequest, *, by: User, on: date, at: datetime) -> FOIRequest:
    """Return the request, locked, if this person may decide on its response."""
    locked = lock(foi_request)
    check_response_action(locked, "clear-response")
    check_not_own_work(locked, by)
    open_steps_for(locked, by=by, on=on, at=at)
    return locked


def _parts_read(parts: Sequence[Part], read: Mapping[str, str]) -> list[Part]:
    """Return the parts with the keys read, if their words are the words read."""
    if read.keys() - {one.key for one in parts}:
        raise NoSuchPart(
            "The response no longer has a part that you read. Read the present letter, "
            "then decide."
        )
    chosen = [one for one in parts if one.key in read]
    changed = [one for one in chosen if read[one.key] != one.sha256]
    if changed:
        raise PartChanged(changed)
    return chosen


def _approve(
    foi_request: FOIRequest,
    parts: Sequence[Part],
    *,
    by: User,
    on: date,
    at: datetime,
) -> list[Part]:
    new = {one.key for one in unapproved(foi_request, parts, by=by)}
    approved = [one for one in parts if one.key in new]
    if approved:
        _keep_approvals(foi_request, approved, by=by, at=at)
        _look(foi_request, approved, by=by, at=at)
        _record(foi_request, ApprovingHistory.PARTS_APPROVED, approved, by=by, on=on)
    return approved


def _keep_approvals(
    foi_request: FOIRequest,
    parts: Iterable[Part],
    *,
    is_amended: bool = False,
    by: User,
    at: datetime,
) -> None:
    PartApproval.objects.bulk_create(
        [
            PartApproval(
                foi_request=foi_request,
                part=one.key,
                by=by,
                sha256=one.sha256,
                words=dict(one.words),
                at=at,
                is_amended=is_amended,
            )
            for one in parts
        ],
        update_conflicts=True,
        unique_fields=["foi_request", "by", "part"],
        update_fields=["sha256", "words", "at", "is_amended"],
    )


def _look(
    foi_request: FOIRequest, parts: Sequence[Part], *, by: User, at: datetime
) -> None:
    looks = {
        one.part: one for one in Look.objects.filter(foi_request=foi_request, by=by)
    }
    made = []
    for part in parts:
        last = looks.get(part.key)
        if last is not None and last.sha256 == part.sha256:
            continue
        made.append(
            Look(
                foi_request=foi_request,
                part=part.key,
                by=by,
                sha256=part.sha256,
                words=dict(part.words),
                at=at,
                before=last.words if last else None,
                before_at=last.at if last else None,
            )
        )
    Look.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["foi_request", "by", "part"],
        update_fields=["sha256", "words", "at", "before", "before_at"],
    )


def _record(
    foi_request: FOIRequest,
    kind: ApprovingHistory,
    parts: Sequence[Part],
    *,
    by: User,
    on: date,
) -> None:
    record(foi_request=foi_request, kind=kind, by=by, on=on, note=named(parts))


def _part_of(parts: Iterable[Part], question: int) -> Part | None:
    return next((one for one in parts if question in one.questions), None)


def _amended_texts(foi_request: FOIRequest, by: User) -> dict[int, str]:
    """Return the texts of answers with a person's open suggestions made.

    Raises:
        AmendmentRefused: A suggestion has no place in its answer.
    """
    suggestions: dict[int, list[Suggestion]] = {}
    found = Suggestion.objects.filter(
        base__answer__foi_request=foi_request,
        author=by,
        state=Suggestion.State.OPEN,
    ).select_related("base__answer")
    for one in found:
        suggestions.setdefault(one.base.answer_id, []).append(one)
    return {
        key: _with_all(these[0].base.answer.text, these)
        for key, these in suggestions.items()
    }


def _with_all(text: str, suggestions: Sequence[Suggestion]) -> str:
    placed, unplaced = placed_in(text, suggestions)
    try:
        if unplaced:
            raise NotInOnePlace("The answer no longer has the words to be changed.")
        for one in reversed(placed):
            text = reworded(text, one.change)
    except NotInOnePlace as reason:
        raise AmendmentRefused(
            f"{reason} Return the response with a reason instead."
        ) from reason
    return clean_rich_text(text)
