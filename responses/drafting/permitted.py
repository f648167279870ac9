"""Checks made before a draft is changed.

The request must be open for drafting, and the question must belong to the request.
"""

from collections.abc import Iterable

from accounts.models import User
from documents.richtext.cleaning import NotForALetter, Taken, clean_to_save, take
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, Question
from requests_app.put_aside.still_asked import check_still_asked
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import paths_of
from requests_app.refusals import Refusal
from requests_app.separation_of_duties import took_part
from requests_app.workflow import DRAFTING_STATES, State
from responses.models import Answer


class DraftingRefused(Refusal):
    """The draft cannot be changed in this way; the message says why."""


class DraftNotOpen(DraftingRefused):
    """The draft cannot be changed in the request's present state."""

    keeps_words = True


class TookPart(DraftingRefused):
    """The user took part in the decision under review."""


class NotOfThisRequest(DraftingRefused):
    """A question, answer or citation belongs to another request."""


class NotAQuestion(DraftingRefused):
    """A heading or a note cannot be answered."""


class TextNotTaken(DraftingRefused):
    """The text is too large for a letter."""


def open_draft(foi_request: FOIRequest, *, by: User) -> FOIRequest:
    """Return the request, locked, if this user may change its draft.

    Raises:
        DraftNotOpen: The request is not being answered.
        TookPart: The user took part in the decision under review.
    """
    locked = lock(foi_request)
    check_open(locked, by=by)
    return locked


def check_open(foi_request: FOIRequest, *, by: User) -> None:
    """Refuse a request whose draft this user may not change now.

    Raises:
        DraftNotOpen: The request is not being answered.
        TookPart: The user took part in the decision under review.
    """
    if foi_request.state not in DRAFTING_STATES:
        raise DraftNotOpen(
            f"This request is “{foi_request.get_state_display()}”. The response can "
            f"be changed only while a request is “{State.ANSWERING.label}”."
        )
    if refusal := took_part(by, foi_request):
        raise TookPart(refusal)


def clean_rich_text(text: str) -> str:
    """Return rich text cleaned for saving.

    Raises:
        TextNotTaken: A letter cannot carry the text; says what to do instead.
    """
    try:
        return clean_to_save(text)
    except NotForALetter as reason:
        raise TextNotTaken(str(reason)) from reason


def take_pasted(html: str) -> Taken:
    """Return pasted HTML as an answer holds it, with what was left out.

    Raises:
        TextNotTaken: A letter cannot carry the text; says what to do instead.
    """
    try:
        return take(html)
    except NotForALetter as reason:
        raise TextNotTaken(f"Nothing was pasted. {reason}") from reason


def normalise_text(text: str) -> str:
    """Return plain text for saving, without blanks at the end of lines or text."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def check_questions(foi_request: FOIRequest, questions: Iterable[Question]) -> None:
    """Refuse questions of another request, and headings and notes.

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
    """Return the present answer of a question, with the last author."""
    return (
        Answer.objects.filter(answered_questions__question=question)
        .select_related("updated_by")
        .first()
    )


def begin_answer(
    foi_request: FOIRequest, questions: Iterable[Question], *, by: User
) -> Answer:
    """Return a new answer without text, tied to `questions`; call it under the lock.

    Raises:
        QuestionGone: A question is no longer asked.
    """
    questions = list(questions)
    check_still_asked(foi_request, questions)
    answer = Answer.objects.create(foi_request=foi_request, version=0, updated_by=by)
    for question in questions:
        answer.answered_questions.create(question=question)
    return answer


def question_reference(foi_request: FOIRequest, questions: Iterable[Question]) -> str:
    """Return the reference of questions: "Questions 1(b) to 1(f)"."""
    paths = paths_of(foi_request.questions.all())
    return cite(paths, [question.pk for question in questions])


def answer_reference(answer: Answer) -> str:
    """Return the reference of an answer's questions."""
    return question_reference(answer.foi_request, answer.questions.all())
