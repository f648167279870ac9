"""Read what a requester wrote later, asked or unasked, into the questions."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from accounts.models import User
from documents.requests.reader import UnreadableRequest, parse
from requests_app.history.record import record
from requests_app.history.steps import step
from requests_app.models import Clarification, ClockEvent, FOIRequest
from requests_app.questions.consequences import Correction
from requests_app.questions.correcting import Follow, correct_questions, nothing_follows
from requests_app.questions.dates_after_correction import work_out_dates
from requests_app.questions.history import QuestionsHistory
from requests_app.questions.numbering.lists import cite
from requests_app.questions.outline.nodes import (
    Node,
    Outline,
    from_json,
    from_parsed,
    rooted,
)
from requests_app.refusals import Refusal
from requests_app.workflow import State
from statute.deadlines import EventName
from statute.working_days import format_date


class ClarificationSettled(Refusal):
    """A person has said already what the clarification changed."""


class AwaitsFee(Refusal):
    """No time runs until the fee is paid, and the law knows no fee for a part."""


class NothingToAdd(Refusal):
    """Everything read in the clarification is in the questions."""


class QuestionsCorrectedSince(Refusal):
    """The questions were corrected, so it is not true that nothing changed."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A clarification that is not in the questions yet, with what was read in it.

    Attributes:
        clarification: The clarification.
        nodes: The questions read in it, and the headings and notes between them.
        added: The keys of the nodes whose words are in the questions.
        beside: The words before and after what was read, which no button adds.
    """

    clarification: Clarification
    nodes: tuple[Node, ...]
    added: frozenset[int]
    beside: tuple[str, ...]

    @property
    def read(self) -> list[tuple[Node, bool]]:
        """Each node, and whether its words are in the questions."""
        return [(node, node.id in self.added) for node in self.nodes]

    @property
    def to_add(self) -> tuple[Node, ...]:
        """The nodes to add: those not in the questions, and the stems above them."""
        kept: list[Node] = []
        wanted: set[int | None] = set()
        for node in reversed(self.nodes):
            if node.id not in self.added or node.id in wanted:
                wanted.add(node.parent_id)
                kept.append(node)
        return tuple(reversed(kept))


def proposals_of(foi_request: FOIRequest) -> list[Proposal]:
    """Return the clarifications of a request that are not in its questions yet."""
    waiting = list(foi_request.clarifications.waiting())
    if not waiting:
        return []
    asked = {
        _words(text) for text in foi_request.questions.values_list("text", flat=True)
    }
    return [_proposal(each, asked) for each in waiting]


def with_proposal(outline: Outline, proposal: Proposal) -> Outline:
    """Return the questions with those read in a clarification after them.

    They are numbered on, where the questions at the top have plain numbers.

    Raises:
        NothingToAdd: All of them are in the questions already.
    """
    if not proposal.to_add:
        raise NothingToAdd(
            "Everything read in these words is in the questions already."
        )
    lowest = min([0, *(node.id for node in outline.nodes)])
    last = _last_number(outline)
    made = []
    for place, node in enumerate(proposal.to_add):
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
def add_from_clarification(
    *,
    clarification: Clarification,
    version: int,
    outline: Outline,
    by: User,
    on: date,
    follow: Follow = nothing_follows,
) -> Correction:
    """Add what was read in a clarification or a later letter to the questions.

    The clarification still waits: a person must say that the questions now ask what it
    asks. A question that the clarification asks for the first time has the time of what
    was clarified; a question of a later letter has a time of its own, which begins with
    the receipt of the letter.

    Args:
        clarification: A clarification that waits to be read.
        version: The version of the questions on which the correction was begun.
        outline: The questions with what was added.
        by: The officer who added it.
        on: The London day.
        follow: As in `correct_questions`.

    Returns:
        What the correction did.

    Raises:
        ClarificationSettled: A person has read it already.
        AwaitsFee: It is a later letter, and the request waits for a fee.
        ActionNotPossible, QuestionsChanged: As in `correct_questions`.

    Source: FOIA 2000 ss.8(1) and 10(1); EIR 2004 reg 5(2); FOISA 2002 ss.8(1) and
    10(1); EISR 2004 reg 5(2).
    """
    called = "later letter" if clarification.is_unasked else "clarification"
    came = format_date(clarification.received_on)
    correction = correct_questions(
        foi_request=clarification.foi_request,
        version=version,
        outline=outline,
        by=by,
        on=on,
        follow=follow,
        source=f"Words of the {called} of {came} were added.",
    )
    locked = _lock_waiting(clarification)
    new = _first_asked(correction)
    if locked.is_unasked and new:
        return _asked_in(locked, correction, new, by=by, on=on)
    if locked.event is not None and locked.event.is_partial and new:
        _join_clarified(locked.event, new)
        work_out_dates(correction.foi_request)
    return correction


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
    """Note that the questions say what is now asked, or that nothing changes.

    Args:
        clarification: A clarification that waits to be read.
        effect: What it changed.
        version: The version of the questions on which the correction was begun.
        outline: The questions, with words that the officer typed last.
        by: The officer who read it.
        on: The London day.
        follow: As in `correct_questions`.

    Returns:
        What the correction did.

    Raises:
        ClarificationSettled: A person has read it already.
        QuestionsCorrectedSince: The questions were corrected since it arrived, so that
            it cannot be said to change nothing.
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
    locked = _lock_waiting(clarification)
    came = format_date(locked.received_on)
    if effect == Clarification.Effect.NOTHING and _is_corrected(
        locked, correction.outline
    ):
        raise QuestionsCorrectedSince(
            f"The questions were changed since the requester wrote on {came}. Choose "
            "“The questions are up to date”, or undo the changes first."
        )
    locked.effect, locked.settled_by, locked.settled_on = effect, by, on
    locked.save(update_fields=["effect", "settled_by", "settled_on"])
    record(
        foi_request=correction.foi_request,
        kind=QuestionsHistory.LATER_LETTER_READ
        if locked.is_unasked
        else QuestionsHistory.CLARIFICATION_READ,
        by=by,
        on=on,
        note=f"Of {came}. {locked.get_effect_display()}.",
    )
    return correction


def _lock_waiting(clarification: Clarification) -> Clarification:
    locked = Clarification.objects.select_for_update(of=("self",)).get(
        pk=clarification.pk
    )
    if locked.effect:
        raise ClarificationSettled(
            f"{locked.settled_by} has read what the requester wrote on "
            f"{format_date(locked.received_on)} already."
        )
    return locked


def _is_corrected(clarification: Clarification, outline: Outline) -> bool:
    """Whether the questions read otherwise than when the clarification arrived."""
    version = clarification.questions_version
    if version is None:
        return False
    revisions = clarification.foi_request.questions_revisions
    then = revisions.filter(version=version).first()
    return then is not None and from_json(then.outline).content != outline.content


def _proposal(clarification: Clarification, asked: Collection[str]) -> Proposal:
    try:
        read = from_parsed(parse(clarification.words))
    except UnreadableRequest:
        return Proposal(clarification, (), frozenset(), ())
    added = frozenset(node.id for node in read.nodes if _words(node.text) in asked)
    beside = tuple(filter(None, (read.preamble, read.closing)))
    return Proposal(clarification, read.nodes, added, beside)


def _words(text: str) -> str:
    return " ".join(text.split())


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


def _first_asked(correction: Correction) -> set[int]:
    """Return the keys of the questions that a correction added; parts are not new."""
    parts = {key for some in correction.split.values() for key in some}
    new = correction.outline.by_id.keys() - correction.before.by_id.keys() - parts
    return {key for key in new if correction.outline.by_id[key].kind == "question"}


def _asked_in(
    letter: Clarification,
    correction: Correction,
    new: Collection[int],
    *,
    by: User,
    on: date,
) -> Correction:
    """Let the time of new questions begin with the receipt of a later letter.

    A request that waits for clarification is answered again: the time of what the
    letter asks runs.

    Raises:
        AwaitsFee: The request waits for a fee.
    """
    called = cite(correction.outline.paths, sorted(new))
    with step(
        correction.foi_request,
        kind=QuestionsHistory.ASKED_LATER,
        by=by,
        on=on,
        note=f"{called}: letter received on {format_date(letter.received_on)}.",
    ) as locked:
        if locked.state == State.AWAITING_FEE:
            raise AwaitsFee(
                "This request waits for a fee, which the new questions do not owe. "
                "Record the letter as a new request, or add its questions once the fee "
                "is paid."
            )
        _event_of(letter).questions.add(*new)
        work_out_dates(locked)
        if locked.state == State.AWAITING_CLARIFICATION and locked.due_on is not None:
            locked.move_to(State.ANSWERING)
    return replace(correction, foi_request=locked)


def _event_of(letter: Clarification) -> ClockEvent:
    """Return the event from which the time of a later letter's questions runs."""
    if letter.event is None or letter.event.undone_on is not None:
        letter.event = ClockEvent.objects.create(
            foi_request=letter.foi_request,
            name=EventName.ASKED_LATER,
            on=letter.received_on,
            is_partial=True,
        )
        letter.save(update_fields=["event"])
    return letter.event


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
