"""The next step of a request, and the button for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts import policy
from accounts.models import User
from requests_app.actions.table import ACTIONS
from requests_app.models import FOIRequest, Question
from requests_app.models.questions import LEADS_IN
from requests_app.querysets import FOIRequestQuerySet
from requests_app.workflow import State
from responses.clearance.actions import RESPONSE_ACTIONS
from responses.drafting.questions import Asked
from responses.giving.queries import issued_letter, with_issued_letter
from responses.models import Letter, ReviewPoint
from responses.querysets import Whereabouts
from statute.notices import Outcome

_FOLLOWS: Final = Outcome.TO_FOLLOW
# The permission a user needs for the page of each step.
_PERMISSIONS: Final[Mapping[str, str]] = {
    **{name: action.permission for name, action in ACTIONS.items()},
    **{name: action.permission for name, action in RESPONSE_ACTIONS.items()},
    "draft-response": policy.DRAFT_RESPONSE,
    "preview-response": policy.DRAFT_RESPONSE,
}

# The step for a letter that was issued, by its whereabouts: the words, the button and
# the name of the page.
_SENDING: Final[Mapping[Whereabouts, tuple[str, str, str]]] = {
    Whereabouts.FOR_POST: (
        "Post the letter, then record the day of posting",
        "Letters to post",
        "post",
    ),
    Whereabouts.QUEUED: ("The letter is being sent", "Open the letter", "letter"),
    Whereabouts.UNCONFIRMED: (
        "Find out whether the letter arrived",
        "Open the letter",
        "letter",
    ),
    Whereabouts.NOT_SENT: (
        "Choose how to send the letter",
        "Send letter",
        "send-letter",
    ),
    Whereabouts.HELD_BACK: (
        "The sending was undone: send the letter, or withdraw it to change the answer",
        "Open the letter",
        "letter",
    ),
    Whereabouts.FAILED: (
        "The letter was not delivered: send it again",
        "Open the letter",
        "letter",
    ),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step of a request.

    Attributes:
        words: The step, for the user or for another person to take.
        button: The label of the button; "" where the user cannot take the step.
        url: The page for the step; "" where the user cannot take the step.
    """

    words: str
    button: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of answering a request.

    Attributes:
        questions: The number of questions.
        answered: The number of questions with an outcome. "To follow" counts as an
            outcome only until a letter has said so.
        return_reason: Why the approver returned the draft; "" if it was not returned.
        drafted_by: The officer who sent the draft for clearance.
    """

    questions: int
    answered: int
    return_reason: str = ""
    drafted_by: User | None = None

    @property
    def left(self) -> int:
        """The number of questions without an outcome."""
        return self.questions - self.answered


def with_progress(foi_requests: FOIRequestQuerySet) -> FOIRequestQuerySet:
    """Return the requests with the counts for `progress_of`, in the same query."""
    asks = Question.Kind.QUESTION
    questions = Question.objects.filter(foi_request=OuterRef("pk"), kind=asks)
    stems = questions.filter(text__regex=LEADS_IN, answered__isnull=True).filter(
        Exists(Question.objects.filter(parent=OuterRef("pk"), kind=asks))
    )
    answered = questions.filter(answered__isnull=False).exclude(
        answered__answer__outcome=""
    )
    foi_requests = with_issued_letter(foi_requests)
    return foi_requests.select_related("response_draft__submitted_by").annotate(
        questions_asked=_count(questions) - _count(stems),
        questions_answered=_count(answered),
        questions_to_follow=_count(answered.filter(answered__answer__outcome=_FOLLOWS)),
        points_decided=_count(
            ReviewPoint.objects.filter(review=OuterRef("pk")).exclude(decision=""),
            by="review",
        ),
        has_letter=Exists(
            Letter.objects.responses().filter(foi_request=OuterRef("pk"))
        ),
    )


def progress_of(foi_request: FOIRequest) -> Progress:
    """Return the progress of a request from `with_progress`."""
    counted: Any = foi_request
    if foi_request.is_review:
        return _progress_of_review(
            foi_request, counted.questions_asked, counted.points_decided
        )
    return _progress(
        foi_request,
        questions=counted.questions_asked,
        decided=counted.questions_answered,
        to_follow=counted.questions_to_follow,
        has_letter=counted.has_letter,
    )


def progress_in(
    foi_request: FOIRequest, questions: Iterable[Asked], *, has_letter: bool
) -> Progress:
    """Return the progress of a request whose questions are already loaded."""
    if foi_request.is_review:
        decided = foi_request.review_points.exclude(decision="").count()
        return _progress_of_review(foi_request, len(list(questions)), decided)
    outcomes = [
        each.answer.outcome if each.answer else ""
        for each in questions
        if each.is_question
    ]
    return _progress(
        foi_request,
        questions=len(outcomes),
        decided=sum(outcome != "" for outcome in outcomes),
        to_follow=outcomes.count(_FOLLOWS),
        has_letter=has_letter,
    )


def _progress_of_review(
    foi_request: FOIRequest, questions: int, decided: int
) -> Progress:
    """Return the progress of a review: a point for each question, and the handling."""
    return _progress(
        foi_request,
        questions=questions + 1,
        decided=decided,
        to_follow=0,
        has_letter=False,
    )


def _progress(
    foi_request: FOIRequest,
    *,
    questions: int,
    decided: int,
    to_follow: int,
    has_letter: bool,
) -> Progress:
    draft = getattr(foi_request, "response_draft", None)
    return Progress(
        questions=questions,
        answered=decided - (to_follow if has_letter else 0),
        return_reason=draft.return_reason if draft else "",
        drafted_by=draft.submitted_by if draft else None,
    )


def next_step(foi_request: FOIRequest, progress: Progress, user: User) -> NextStep:
    """Return the next step, with a button if the user can take the step."""
    step = _Steps(foi_request, progress, user)
    if (
        foi_request.officer_id is None
        and foi_request.is_open
        and foi_request.state != State.RECEIVED
        and policy.ASSIGN_REQUEST in user.role_permissions
    ):
        return step.may(
            "assign-request", "Assign the request to an officer", "Assign request"
        )
    match State(foi_request.state):
        case State.RECEIVED:
            return step.register()
        case State.ANSWERING:
            return step.draft()
        case State.AWAITING_CLARIFICATION:
            return step.may(
                "receive-clarification",
                "When the requester answers, record what they wrote",
                "Record clarification",
            )
        case State.AWAITING_FEE:
            return step.may(
                "receive-fee",
                "When the fee arrives, record the payment",
                "Record payment",
            )
        case State.CLEARANCE:
            return step.clear()
        case State.CLEARED:
            return step.may(
                "issue-response",
                "The response is cleared and can go out",
                "Issue the letter",
            )
        case State.ISSUED:
            return step.send()
    return NextStep("")


@dataclass(frozen=True, slots=True)
class _Steps:
    """The steps of one request for one user."""

    foi_request: FOIRequest
    progress: Progress
    user: User

    def may(self, url_name: str, words: str, button: str) -> NextStep:
        """Return the step, with a button if the user has the permission."""
        if _PERMISSIONS[url_name] not in self.user.role_permissions:
            return NextStep(words)
        named = {"reference": self.foi_request.reference}
        return NextStep(words, button, reverse(url_name, kwargs=named))

    def register(self) -> NextStep:
        words = "Check the questions, then register the request"
        if policy.RECORD_REQUEST not in self.user.role_permissions:
            return NextStep(words)
        return NextStep(words, "Check questions", self.foi_request.get_absolute_url())

    def draft(self) -> NextStep:
        left, questions = self.progress.left, self.progress.questions
        if self.progress.return_reason:
            words, button = "Change what the approver asked for", "Change draft"
        elif self.foi_request.is_review and left:
            words = f"Decide {left} of {questions} points of the review"
            button = "Decide review"
        elif not questions:
            words, button = "The request has no question yet", "Open draft"
        elif left == questions:
            words, button = f"Answer {_number(questions)}", "Draft response"
        elif left:
            words = f"Answer {left} more of {questions} questions"
            button = "Continue drafting"
        else:
            is_review = self.foi_request.is_review
            asked = "point is decided" if is_review else "question is answered"
            return self.may(
                "preview-response",
                f"Every {asked}: read the letter, then send it for clearance",
                "Preview letter",
            )
        return self.may("draft-response", words, button)

    def send(self) -> NextStep:
        letter = issued_letter(self.foi_request)
        if letter is None:
            return NextStep("")
        number, whereabouts = letter
        words, button, url_name = _SENDING[whereabouts]
        if policy.ISSUE_RESPONSE not in self.user.role_permissions:
            return NextStep(words)
        if url_name == "post":
            return NextStep(words, button, reverse("post"))
        return NextStep(
            words, button, reverse(url_name, args=[self.foi_request.reference, number])
        )

    def clear(self) -> NextStep:
        if self.user == self.progress.drafted_by:
            return NextStep("Waiting for an approver other than you")
        return self.may(
            "clear-response",
            "Read the response, then clear or return it",
            "Review response",
        )


def _number(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"


def _count(rows: QuerySet, *, by: str = "foi_request") -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
