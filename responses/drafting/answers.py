"""Answer a question, and bring an earlier text back."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from requests_app.history.record import record
from requests_app.models import FOIRequest, HistoryEntry, Question
from responses.drafting.permitted import (
    DraftingRefused,
    NotOfThisRequest,
    answer_reference,
    begin_answer,
    check_open,
    check_questions,
    clean_rich_text,
    current_answer,
    open_draft,
)
from responses.drafting.search import index_answers
from responses.models import Answer, AnswerRevision


class AnswerChanged(DraftingRefused):
    """Somebody saved an answer after this text of it was begun.

    Attributes:
        answer: As it stands.
        revision: The refused text, put aside among the answer's versions.
    """

    def __init__(self, answer: Answer, revision: AnswerRevision, *, by: User) -> None:
        is_own = answer.updated_by_id == by.pk
        whose = "You saved this answer in another window" if is_own else ""
        super().__init__(
            f"{whose or f'{answer.updated_by} saved this answer'} after you opened it "
            "here. Both texts are kept."
        )
        self.answer = answer
        self.revision = revision


def answer_question(
    *,
    foi_request: FOIRequest,
    question: Question,
    text: str,
    outcome: str,
    version: int,
    by: User,
    on: date,
    is_autosave: bool = False,
) -> Answer:
    """Save what is said to a question, and to those that share its answer.

    Every text saved is kept as a version. A text that comes too late, because somebody
    else saved one since, is kept too, but does not take its place.

    Args:
        foi_request: A request in the state "answering".
        question: One of its questions.
        text: Rich text; cleaned here.
        outcome: One of `Answer.Outcome`, or "" while undecided.
        version: The version of the answer that the text was begun from; 0 for none.
        by: Who wrote it.
        on: The London day.
        is_autosave: Whether the page saved it by itself while somebody typed. History
            then tells only of the beginning, once a day for each person.

    Returns:
        The answer as it stands. One without words and outcome is not begun: it comes
        back unsaved.

    Raises:
        DraftNotOpen: The request is not being answered.
        AnswerChanged: Somebody saved the answer since; this text was put aside.
        NotOfThisRequest: The question belongs to another request.
        NotAQuestion: A heading or a note cannot be answered.
        TextNotTaken: The text is too large for a letter.
    """
    check_questions(foi_request, [question])
    kept, outcome = (
        clean_rich_text(text),
        Answer.Outcome(outcome).value if outcome else "",
    )
    with transaction.atomic():
        answer = locked_answer(foi_request, question, by=by)
        if answer is None and not kept and not outcome:
            return Answer(foi_request=foi_request, version=0, updated_by=by)
        if answer is None:
            answer = begin_answer(foi_request, [question], by=by)
        elif (answer.text, answer.outcome) == (kept, outcome):
            return answer if is_autosave else _confirmed(answer, by=by, on=on)
        refused = None
        if answer.version not in {0, version}:
            aside = put_aside(answer, kept, outcome, by)
            refused = AnswerChanged(answer, aside, by=by)
        else:
            write(answer, kept, outcome, by=by, on=on, is_autosave=is_autosave)
    if refused is not None:
        # Only now: the text put aside is to stay, so the transaction must not fail.
        raise refused
    return answer


def restore_answer(
    *,
    foi_request: FOIRequest,
    revision: AnswerRevision,
    version: int,
    by: User,
    on: date,
) -> Answer:
    """Make an earlier text, or one that was put aside, the answer's text again.

    Args:
        foi_request: A request in the state "answering".
        revision: The version to bring back, with its outcome.
        version: The version of the answer that was on the page.
        by: Who decided.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        AnswerChanged: Somebody saved the answer since.
        NotOfThisRequest: The version belongs to another request.
    """
    with transaction.atomic():
        foi_request = open_draft(foi_request, by=by)
        answer = Answer.objects.select_related("updated_by").get(pk=revision.answer_id)
        if answer.foi_request_id != foi_request.pk:
            raise NotOfThisRequest("That version belongs to another request.")
        if (answer.text, answer.outcome) == (revision.text, revision.outcome):
            return answer
        if answer.version != version:
            raise AnswerChanged(answer, revision, by=by)
        note = f"version {revision.version} brought back"
        write(answer, revision.text, revision.outcome, by=by, on=on, note=note)
    return answer


def locked_answer(
    foi_request: FOIRequest, question: Question, *, by: User
) -> Answer | None:
    """Return the answer a question has, locked with its request; None for none.

    One query where there is an answer, since pages save every few seconds. The request
    is locked first, as everywhere, so that nobody waits for anybody in a circle.

    Raises:
        DraftNotOpen: The request is not being answered.
    """
    answer = (
        Answer.objects.select_for_update(of=("foi_request", "self"), no_key=True)
        .select_related("foi_request")
        .filter(answered_questions__question=question)
        .first()
    )
    if answer is not None:
        check_open(answer.foi_request, by=by)
        return answer
    open_draft(foi_request, by=by)
    # Somebody may have begun one while this waited for the request.
    return current_answer(question)


def write(
    answer: Answer,
    text: str,
    outcome: str,
    *,
    by: User,
    on: date,
    is_autosave: bool = False,
    note: str = "",
) -> None:
    """Save the answer's next version, keep it among its versions, and record it."""
    was, had = answer.version, answer.outcome
    # A person's autosaves on one day are one entry in history.
    is_same_sitting = (
        was > 0
        and answer.updated_by_id == by.pk
        and timezone.localtime(answer.updated_at).date() == on
    )
    answer.text, answer.outcome, answer.updated_by = text, outcome, by
    answer.version += 1
    answer.save()
    answer.revisions.create(
        version=answer.version,
        text=text,
        outcome=outcome,
        by=by,
        is_autosave=is_autosave,
    )
    if not (is_autosave and is_same_sitting and had == outcome):
        _tell(answer, had=had, was=was, by=by, on=on, note=note)
    if not is_autosave:
        index_answers(foi_request=answer.foi_request)


def put_aside(answer: Answer, text: str, outcome: str, by: User) -> AnswerRevision:
    """Keep a text that came too late, unless it is one of the versions already."""
    kept = answer.revisions.filter(text=text, outcome=outcome).first()
    return kept or answer.revisions.create(
        version=answer.version, text=text, outcome=outcome, by=by, is_set_aside=True
    )


def _confirmed(answer: Answer, *, by: User, on: date) -> Answer:
    """Note that somebody saved what the page had saved by itself; else change nothing.

    So what is in history is what people decided to save, also where nothing changed in
    the two seconds before they did.
    """
    last = answer.revisions.filter(is_set_aside=False).first()
    if last is not None and last.is_autosave:
        last.is_autosave = False
        last.save(update_fields=["is_autosave"])
        _tell(answer, had=answer.outcome, was=answer.version, by=by, on=on)
        index_answers(foi_request=answer.foi_request)
    return answer


def _tell(
    answer: Answer, *, had: str, was: int, by: User, on: date, note: str = ""
) -> None:
    changes: dict[str, list[object]] = {"version": [was, answer.version]}
    if had != answer.outcome:
        changes["outcome"] = [had, answer.outcome]
    record(
        foi_request=answer.foi_request,
        kind=HistoryEntry.Kind.QUESTION_ANSWERED,
        by=by,
        on=on,
        note=": ".join(filter(None, [answer_reference(answer), note])),
        changes=changes,
    )
