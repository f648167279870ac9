"""What bears on the standing of questions, beyond the questions and their answers."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from requests_app.models import Clarification, ClockEvent, Enquiry
from responses.models import Answer, Letter, LetterAnswer
from responses.models.answers import AnsweredQuestion
from statute.deadlines import EventName
from statute.deadlines.clock import EXTENSIONS

_EXTENDING: Final = frozenset(EXTENSIONS.values())
_ASKING: Final = EventName.CLARIFICATION_SENT


@dataclass(frozen=True, slots=True)
class Saying:
    """What the latest letter that stands says of a question."""

    outcome: str
    sha256: str


@dataclass(slots=True)
class Facts:
    """The further facts of one request, by the keys of its questions.

    Attributes:
        said: What the latest letter says of each question.
        departments: The departments that were asked and have not replied.
        unclear: The questions that wait for the requester.
        extensions: The days of the notices that extend the time of a question alone.
        unread: What the requester wrote later that is not in the questions yet.
    """

    said: dict[int, Saying] = field(default_factory=dict)
    departments: dict[int, tuple[str, ...]] = field(default_factory=dict)
    unclear: set[int] = field(default_factory=set)
    extensions: dict[int, list[date]] = field(default_factory=dict)
    unread: list[Clarification] = field(default_factory=list)


def answers_of(keys: Collection[int]) -> dict[int, Answer]:
    """Return the answers of some requests, by question, with their citations."""
    ties = AnsweredQuestion.objects.filter(answer__foi_request__in=keys)
    ties = ties.select_related("answer").prefetch_related("answer__citations")
    return {tie.question_id: tie.answer for tie in ties.order_by()}


def facts_of(keys: Collection[int]) -> dict[int, Facts]:
    """Return the facts of some requests, in a constant number of queries."""
    found: defaultdict[int, Facts] = defaultdict(Facts)
    standing = Letter.objects.responses().standing().filter(foi_request__in=keys)
    said = LetterAnswer.objects.filter(letter__in=standing.values("pk"))
    for each in (
        said.select_related("question")
        .only("question__foi_request_id", "outcome", "sha256", "letter__number")
        .order_by("letter__number")
    ):
        saying = Saying(each.outcome, each.sha256)
        found[each.question.foi_request_id].said[each.question_id] = saying
    enquiries = Enquiry.objects.unanswered().filter(foi_request__in=keys)
    asked: defaultdict[int, list[str]] = defaultdict(list)
    for enquiry in enquiries.select_related("department").prefetch_related("questions"):
        for question in enquiry.questions.all():
            asked[question.pk].append(str(enquiry.department))
            names = tuple(dict.fromkeys(asked[question.pk]))
            found[enquiry.foi_request_id].departments[question.pk] = names
    partial = ClockEvent.objects.filter(
        foi_request__in=keys, is_partial=True, name__in=[*_EXTENDING, _ASKING]
    )
    for event in partial.prefetch_related("questions"):
        of_request = found[event.foi_request_id]
        for question in event.questions.all():
            if event.name != _ASKING:
                of_request.extensions.setdefault(question.pk, []).append(event.on)
            elif question.due_on is None and question.answered_on is None:
                of_request.unclear.add(question.pk)
    for unread in Clarification.objects.waiting().filter(foi_request__in=keys):
        found[unread.foi_request_id].unread.append(unread)
    return found
