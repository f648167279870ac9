"""Read what a requester wrote to clarify a request into its questions."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from accounts.models import User
from documents.requests.reader import UnreadableRequest, parse
from requests_app.history.record import record
from requests_app.models import Clarification, ClockEvent, FOIRequest
from requests_app.questions.consequences import Correction
from requests_app.questions.correcting import Follow, correct_questions, nothing_follows
from requests_app.questions.dates_after_correction import work_out_dates
from requests_app.questions.history import QuestionsHistory
from requests_app.questions.outline.nodes import Node, Outline, from_parsed, rooted
from requests_app.refusals import Refusal
from statute.deadlines import EventName
from statute.working_days import format_date


class ClarificationSettled(Refusal):
    """A person has said already what the clarification changed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clarification that is not in the questions yet, with what was read in it.

    Attributes:
        clarification: The clarification.
        nodes: The questions read in it, and the headings and notes between them.
    """

    clarification: Clarification
    nodes: tuple[Node, ...]


def proposals_of(foi_request: FOIRequest) -> list[Proposal]:
    """Return the clarifications of a request that are not in its questions yet."""
    waiting = foi_request.clarifications.filter(effect="")
    return [Proposal(each, _read(each.words)) for each in waiting]


def with_proposal(outline: Outline, proposal: Proposal) -> Outline:
    """Return the questions with those read in a clarification after them.

    They are numbered on, where the questions at the top have plain numbers.
    """
    lowest = min([0, *(node.id for node in outline.nodes)])
    last = _last_number(outline)
    made = []
    for place, node in enumerate(proposal.nodes):
        label, marker = node.label, node.marker
        if node.depth == 0:
            label = marker = ""
            if last is not None and node.kind == "question":
                last += 1
                label = str(last)
        made.append(
            replace(
                node,
                id=lowest - 1 - place,
                label=label,
                marker=marker,
                span=None,  # the words stand in the clarification
                parent_id=None,
            )
        )
    return rooted(replace(outline, nodes=(*outline.nodes, *made)))


@transaction.atomic
def settle_clarification(
    *,
    clarification: Clarification,
    effect: Clarification.Effect,
    version: int,
    outline: Outline,
    by: User,
    on: date,
    follow: Follow = nothing_follows,
) -> Correction:
    """Correct the questions by a clarification, or note that it changes nothing.

    A question that the clarification asks for the first time has the time of what was
    clarified.

    Args:
        clarification: A clarification that waits to be read.
        effect: What it changed.
        version: The version of the questions on which the correction was begun.
        outline: The corrected questions.
        by: The officer who read it.
        on: The London day.
        follow: As in `correct_questions`.

    Returns:
        What the correction did.

    Raises:
        ClarificationSettled: A person has read it already.
        ActionNotPossible, QuestionsChanged: As in `correct_questions`.
    """
    correction = correct_questions(
        foi_request=clarification.foi_request,
        version=version,
        outline=outline,
        by=by,
        on=on,
        follow=follow,
    )
    locked = Clarification.objects.select_for_update(of=("self",)).get(
        pk=clarification.pk
    )
    if locked.effect:
        raise ClarificationSettled(
            f"{locked.settled_by} has read what the requester wrote on "
            f"{format_date(locked.received_on)} already."
        )
    locked.effect, locked.settled_by, locked.settled_on = effect, by, on
    locked.save(update_fields=["effect", "settled_by", "settled_on"])
    parts = {key for some in correction.split.values() for key in some}
    new = correction.outline.by_id.keys() - correction.before.by_id.keys() - parts
    if locked.event is not None and locked.event.is_partial and new:
        _join_clarified(locked.event, new)
        work_out_dates(correction.foi_request)
    record(
        foi_request=correction.foi_request,
        kind=QuestionsHistory.CLARIFICATION_READ,
        by=by,
        on=on,
        note=f"Of {format_date(locked.received_on)}. {locked.get_effect_display()}.",
    )
    return correction


def _read(words: str) -> tuple[Node, ...]:
    try:
        return from_parsed(parse(words)).nodes
    except UnreadableRequest:
        return ()


def _last_number(outline: Outline) -> int | None:
    """Return the number of the last question at the top; None without plain numbers."""
    labels = [
        node.label
        for node in outline.nodes
        if node.depth == 0 and node.kind == "question"
    ]
    if not labels or not all(label.isdigit() for label in labels):
        return None
    return max(map(int, labels))


def _join_clarified(received: ClockEvent, new: Collection[int]) -> None:
    """Let the asking and the arrival of a clarification concern new questions too."""
    asked = received.foi_request.clock_events.filter(
        name=EventName.CLARIFICATION_SENT,
        is_partial=True,
        questions__in=received.questions.all(),
    ).last()
    for event in (asked, received):
        if event is not None:
            event.questions.add(*new)
