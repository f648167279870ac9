"""What bears on the standing of questions, beyond the questions and their answers."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import F

from accounts.querysets import TODAY
from requests_app.models import Clarification, ClockEvent, Enquiry
from responses.models import Answer, Letter, LetterAnswer
from responses.models.answers import AnsweredQuestion
from statute.deadlines import EventName
from statute.deadlines.clock import EXTENSIONS
from statute.working_days import format_date

_EXTENDING: Final = frozenset(EXTENSIONS.values())
_ASKING: Final = EventName.CLARIFICATION_SENT


@dataclass(frozen=True, slots=True)
class Saying:
    """What the latest letter that stands says of a question."""

    outcome: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A department that was asked and has not replied.

    Attributes:
        department: Its name.
        wanted_by: The London day by which the reply is wanted.
        days_late: How many days ago that was; 0 until then.
    """

    department: str
    wanted_by: date
    days_late: int

    @property
    def words(self) -> str:
        """The department with its day: "Operations, 2 days late"."""
        if not self.days_late:
            return f"{self.department}, wanted by {format_date(self.wanted_by)}"
        plural = "" if self.days_late == 1 else "s"
        return f"{self.department}, {self.days_late} day{plural} late"


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
    departments: dict[int, list[Waiting]] = field(default_factory=dict)
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
    enquiries = enquiries.annotate(late=TODAY - F("wanted_by"))
    for enquiry in enquiries.select_related("department").prefetch_related("questions"):
        waiting = Waiting(
            str(enquiry.department), enquiry.wanted_by, max(0, enquiry.late.days)
        )
        for question in enquiry.questions.all():
            of_request = found[enquiry.foi_request_id]
            of_request.departments.setdefault(question.pk, []).append(waiting)
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
