"""What every change to a draft asks first: is it open, and is it about this request?"""

from collections.abc import Iterable

from accounts.models import User
from documents.richtext.cleaning import NotForALetter, clean_to_save
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, Question
from requests_app.questions.numbering import paths as citing_paths
from requests_app.questions.numbering.lists import cite
from requests_app.refusals import Refusal
from requests_app.separation_of_duties import took_part
from requests_app.workflow import DRAFTING_STATES, State
from responses.models import Answer


class DraftingRefused(Refusal):
    """Something was to be done to a draft that cannot be; says why."""


class DraftNotOpen(DraftingRefused):
    """The draft may not be changed in the request's present state."""


class TookPart(DraftingRefused):
    """Somebody was to write the review of a decision they took part in."""


class NotOfThisRequest(DraftingRefused):
    """A question, or what hangs on one, belongs to another request."""


class NotAQuestion(DraftingRefused):
    """A heading or a note was to be answered."""


class TextNotTaken(DraftingRefused):
    """A text is too large for a letter."""


def open_draft(foi_request: FOIRequest, *, by: User) -> FOIRequest:
    """Return the request, locked, where its draft may be changed by somebody.

    Raises:
        DraftNotOpen: The request is not being answered.
        TookPart: It is the review of a decision they took part in.
    """
    locked = lock(foi_request)
    check_open(locked, by=by)
    return locked


def check_open(foi_request: FOIRequest, *, by: User) -> None:
    """Refuse a request whose draft may not be changed, or not by this person.

    Raises:
        DraftNotOpen: The request is not being answered.
        TookPart: It is the review of a decision they took part in.
    """
    if foi_request.state not in DRAFTING_STATES:
        raise DraftNotOpen(
            f"This request is “{foi_request.get_state_display()}”. The response can "
            f"be changed only while a request is “{State.ANSWERING.label}”."
        )
    if refusal := took_part(by, foi_request):
        raise TookPart(refusal)


def clean_rich_text(text: str) -> str:
    """Return rich text cleaned for keeping.

    Raises:
        TextNotTaken: A letter cannot carry it; says what to do instead.
    """
    try:
        return clean_to_save(text)
    except NotForALetter as reason:
        raise TextNotTaken(str(reason)) from reason


def normalise_text(text: str) -> str:
    """Return text from a plain box as it is kept: its lines parted as everywhere."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def check_questions(foi_request: FOIRequest, questions: Iterable[Question]) -> None:
    """Refuse questions of another request, and what is no question.

    Raises:
        NotOfThisRequest: A question of another request is among them.
        NotAQuestion: A heading or a note is among them.
    """
    for question in questions:
        if question.foi_request_id != foi_request.pk:
            raise NotOfThisRequest("That question belongs to another request.")
        if question.kind != Question.Kind.QUESTION:
            raise NotAQuestion(
                f"“{question}” is a {question.get_kind_display().lower()}, which asks "
                "nothing. Answer the questions under it."
            )


def current_answer(question: Question) -> Answer | None:
    """Return the answer a question has now, with who saved it."""
    return (
        Answer.objects.filter(answered_questions__question=question)
        .select_related("updated_by")
        .first()
    )


def begin_answer(
    foi_request: FOIRequest, questions: Iterable[Question], *, by: User
) -> Answer:
    """Return a new answer without words, tied to `questions`."""
    answer = Answer.objects.create(foi_request=foi_request, version=0, updated_by=by)
    for question in questions:
        answer.answered_questions.create(question=question)
    return answer


def question_reference(foi_request: FOIRequest, questions: Iterable[Question]) -> str:
    """Return how questions are cited: "Questions 1(b) to 1(f)"."""
    paths = citing_paths.paths(foi_request.questions.all())
    return cite(paths, [question.pk for question in questions])


def answer_reference(answer: Answer) -> str:
    """Return how the questions of an answer are cited."""
    return question_reference(answer.foi_request, answer.questions.all())
