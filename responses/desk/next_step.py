"""The next step of a request, and the button for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse

from accounts import policy
from accounts.models import User
from requests_app.actions.table import ACTIONS
from requests_app.models import FOIRequest
from requests_app.workflow import State
from responses.approving.returned import returned_question_of
from responses.clearance.actions import RESPONSE_ACTIONS
from responses.desk.addresses import address
from responses.giving.queries import issued_letter
from responses.querysets import STUCK, Whereabouts
from responses.standing.standing import Standing

# The permission a user needs for the page of each step.
_PERMISSIONS: Final[Mapping[str, str]] = {
    **{name: action.permission for name, action in ACTIONS.items()},
    **{name: action.permission for name, action in RESPONSE_ACTIONS.items()},
    "clearance-desk": policy.CLEAR_RESPONSE,
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
    Whereabouts.UNDOABLE: (
        Whereabouts.UNDOABLE.label,
        "Open the letter",
        "letter",
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


def words_of_sending(place: Whereabouts) -> str:
    """Return the next step for a letter not received by the requester."""
    if place not in _SENDING:
        return "A further sending of the letter failed: see to the letter"
    return _SENDING[place][0]


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step of a request.

    Attributes:
        words: The step, for the user or for another person to take.
        button: The label of the button; "" where the user cannot take the step.
        url: The page for the step; "" where the user cannot take the step.
        recall_url: The page that recalls the response; "" where the user cannot.
    """

    words: str
    button: str = ""
    url: str = ""
    recall_url: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of answering a request.

    Attributes:
        questions: The number of questions.
        answered: The number of questions ready for the next letter.
        words: The questions to answer now, and the waiting ones.
        return_reason: Why the approver returned the draft; "" if it was not returned.
        drafted_by: The officer who sent the draft for clearance.
        returned_question: The key of the first question returned; None for none.
    """

    questions: int
    answered: int
    words: str = ""
    return_reason: str = ""
    drafted_by: User | None = None
    returned_question: int | None = None

    @property
    def left(self) -> int:
        """The number of questions still to be answered."""
        return self.questions - self.answered


def progress_in(foi_request: FOIRequest, standing: Standing) -> Progress:
    """Return the progress of one request."""
    if foi_request.is_review:
        decided = foi_request.review_points.exclude(decision="").count()
        return _progress_of_review(foi_request, len(standing.questions), decided)
    return _progress_of_answers(foi_request, standing)


def _progress_of_answers(foi_request: FOIRequest, standing: Standing) -> Progress:
    return _progress(
        foi_request,
        questions=len(standing.questions),
        decided=standing.settled,
        words=standing.words,
    )


def _progress_of_review(
    foi_request: FOIRequest, questions: int, decided: int
) -> Progress:
    """Return the progress of a review: a point for each question, and the handling."""
    points = questions + 1
    words = f"Decide {points - decided} of {points} points of the review"
    return _progress(foi_request, questions=points, decided=decided, words=words)


def _progress(
    foi_request: FOIRequest, *, questions: int, decided: int, words: str
) -> Progress:
    draft = getattr(foi_request, "response_draft", None)
    is_returned = draft is not None and bool(draft.return_reason)
    return Progress(
        questions=questions,
        answered=decided,
        words=words,
        return_reason=draft.return_reason if draft else "",
        drafted_by=draft.submitted_by if draft else None,
        returned_question=returned_question_of(foi_request) if is_returned else None,
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
            return step.may_recall(step.clear())
        case State.CLEARED:
            return step.may_recall(
                step.may(
                    "issue-response",
                    "The response is cleared and can go out",
                    "Issue the letter",
                )
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
        reference = self.foi_request.reference
        if reference is None:
            return NextStep(words)
        return NextStep(words, button, address(url_name, reference))

    def may_change_question(self, words: str, button: str) -> NextStep:
        """Return the step with the page of the question that was returned."""
        if policy.DRAFT_RESPONSE not in self.user.role_permissions:
            return NextStep(words)
        is_review = self.foi_request.is_review
        page = "decide-review-point" if is_review else "answer-question"
        args = [self.foi_request.reference, self.progress.returned_question]
        return NextStep(words, button, reverse(page, args=args))

    def may_recall(self, step: NextStep) -> NextStep:
        """Return the step with the page that recalls the response, if the user may."""
        recall = self.may("recall-from-clearance", step.words, "Recall")
        return replace(step, recall_url=recall.url)

    def register(self) -> NextStep:
        words = "Check the questions, then register the request"
        if policy.RECORD_REQUEST not in self.user.role_permissions:
            return NextStep(words)
        return NextStep(words, "Check questions", self.foi_request.get_absolute_url())

    def draft(self) -> NextStep:
        """Return the step of drafting, unless an interim reply went nowhere.

        Answers of a letter that can still be sent are not cleared a second time.
        """
        issued = issued_letter(self.foi_request)
        if issued and issued[1] in STUCK:
            return self.send()
        left, questions = self.progress.left, self.progress.questions
        words = self.progress.words
        if self.progress.return_reason:
            words, button = "Change what the approver asked for", "Change draft"
            if self.progress.returned_question:
                return self.may_change_question(words, button)
        elif self.foi_request.is_review and left:
            button = "Decide review"
        elif not questions:
            button = "Open draft"
        elif left == questions:
            button = "Draft response"
        elif left:
            button = "Continue drafting"
        else:
            is_review = self.foi_request.is_review
            done = "Every point is decided" if is_review else words
            return self.may(
                "preview-response",
                f"{done}: read the letter, then send it for clearance",
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
        is_own = self.user == self.progress.drafted_by
        if is_own or policy.CLEAR_RESPONSE not in self.user.role_permissions:
            other = " other than you" if is_own else ""
            words = f"Waiting for an approver{other}"
            return self.may("preview-response", words, "Read letter")
        return self.may(
            "clearance-desk",
            "Read the response, then clear or return it",
            "Review response",
        )
