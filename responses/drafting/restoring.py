"""Restore an earlier version of an answer, or of the rest of the draft."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.models import FOIRequest
from responses.drafting.answers import AnswerChanged, write
from responses.drafting.as_question import AS_QUESTION, outcome_referred_to
from responses.drafting.citations import checked, citable
from responses.drafting.cited import SAID, Cited, cited_in, cited_now
from responses.drafting.history import DraftingHistory
from responses.drafting.letter_text import save_letter_text
from responses.drafting.permitted import (
    DraftingRefused,
    NotOfThisRequest,
    open_draft,
)
from responses.drafting.recorded_citations import (
    as_recorded,
    record_citation,
    recorded_values,
)
from responses.drafting.statements import remove_statement, save_statement
from responses.models import Answer, AnswerRevision, Citation, DraftRevision


class CitationsNotKept(DraftingRefused):
    """The version is older than the keeping of its provisions."""


def restore_answer(
    *,
    foi_request: FOIRequest,
    revision: AnswerRevision,
    version: int,
    with_citations: bool = False,
    by: User,
    on: date,
) -> Answer:
    """Make an earlier version the answer's text again, or an unused version.

    What stood until then stays among the versions.

    Args:
        foi_request: A request in the state "answering".
        revision: The version to restore, with its outcome.
        version: The version of the answer shown on the page.
        with_citations: Whether its provisions and their reasons come back with it.
        by: The officer who decided.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        AnswerChanged: The answer was saved since.
        CitationsNotKept: The provisions of that version are not known.
        NotOfThisRequest: The version belongs to another request.
        ProvisionOfOtherLaw: The law of the request changed since.
        WrongFact: A fact of a provision can no longer be right.
        NotTheSame: A provision has lent its reasons since.
        CannotRefer: The version refers to an answer that it cannot refer to any more.
    """
    with transaction.atomic():
        foi_request = open_draft(foi_request, by=by)
        answer = Answer.objects.select_related("updated_by").get(pk=revision.answer_id)
        if answer.foi_request_id != foi_request.pk:
            raise NotOfThisRequest("That version belongs to another request.")
        wanted = _kept_citations(revision) if with_citations else None
        stands = (answer.text, answer.outcome, answer.facts)
        is_same_text = stands == (revision.text, revision.outcome, revision.facts)
        if is_same_text and (wanted is None or wanted == cited_now(answer)):
            return answer
        if answer.version != version:
            raise AnswerChanged(answer, revision, by=by)
        note = f"version {revision.version} brought back"
        if wanted is not None:
            note += ", with its provisions"
            _restore_citations(answer, wanted, by=by, on=on)
            wanted = cited_now(answer)
        outcome = _outcome_of(revision, answer)
        answer.facts = revision.facts
        write(
            answer,
            revision.text,
            outcome,
            by=by,
            on=on,
            note=note,
            citations=wanted,
        )
    return answer


def restore_part(
    *,
    foi_request: FOIRequest,
    revision: DraftRevision,
    version: int,
    by: User,
    on: date,
) -> None:
    """Make an earlier version of the statement, or of opening and ending, hold again.

    Args:
        foi_request: A request in the state "answering".
        revision: The version to restore, with its provisions.
        version: The version of the part shown on the page; 0 for none.
        by: The officer who decided.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        NotOfThisRequest: The version belongs to another request.
        LetterTextChanged: The opening or the ending was saved since.
        StatementChanged: The statement was saved or removed since.
        NoReasonForNeither: A provision no longer lifts the duty to confirm or deny.
    """
    if revision.foi_request_id != foi_request.pk:
        raise NotOfThisRequest("That version belongs to another request.")
    common: dict[str, Any] = {
        "foi_request": foi_request,
        "version": version,
        "by": by,
        "on": on,
    }
    if revision.part == DraftRevision.Part.LETTER_TEXT:
        save_letter_text(**revision.said, **common)
    elif revision.said:
        cited = {one["provision_key"]: one for one in revision.citations}
        save_statement(
            **revision.said,
            reasons={key: one["why_applies"] for key, one in cited.items()},
            facts={key: one["facts"] for key, one in cited.items()},
            **common,
        )
    else:
        remove_statement(**common)


def _outcome_of(revision: AnswerRevision, answer: Answer) -> str:
    """Return the outcome of a version; of the answer referred to, where it refers."""
    if AS_QUESTION not in revision.facts:
        return revision.outcome
    return outcome_referred_to(
        answer.foi_request,
        revision.facts[AS_QUESTION],
        by_answer=answer,
        of=answer.questions.earliest("order"),
    )


def _kept_citations(revision: AnswerRevision) -> list[Cited]:
    kept = cited_in(revision)
    if kept is None:
        raise CitationsNotKept(
            "The provisions of that version were not kept. Restore its text alone."
        )
    return kept


def _restore_citations(
    answer: Answer, wanted: Sequence[Cited], *, by: User, on: date
) -> None:
    """Make an answer cite what it cited then, and record each difference."""
    stand = {one.provision_key: one for one in answer.citations.all()}
    for key in sorted(stand.keys() - {one["provision_key"] for one in wanted}):
        gone = stand[key]
        before = recorded_values(gone)
        kind = DraftingHistory.CITATION_REMOVED
        record_citation(gone, kind, before, {}, by=by, on=on)
        gone.delete()
    for cited in wanted:
        _restore_citation(answer, cited, stand.get(cited["provision_key"]), by, on)


def _restore_citation(
    answer: Answer, cited: Cited, stands: Citation | None, by: User, on: date
) -> None:
    key = cited["provision_key"]
    citable(key, answer.foi_request)
    lenders = Citation.objects.filter(same_as=None).exclude(answer=answer)
    shared = lenders.filter(pk=cited["same_as"]).first()
    said = checked(
        {**{field: cited[field] for field in (*SAID, "facts")}, "same_as": shared},
        foi_request=answer.foi_request,
        provision_key=key,
        by=by,
        of=stands,
    )
    before = recorded_values(stands) if stands else {}
    if before == as_recorded(said):
        return
    citation = stands or Citation(answer=answer, provision_key=key)
    for field, value in said.items():
        setattr(citation, field, value)
    citation.save()
    kind = (
        DraftingHistory.CITATION_CHANGED if stands else DraftingHistory.EXEMPTION_CITED
    )
    record_citation(citation, kind, before, as_recorded(said), by=by, on=on)
